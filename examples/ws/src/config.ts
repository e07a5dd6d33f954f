/** The settings of the chat. */

export const config = {
  room: 'lobby',
  heartbeatSeconds: 30,
};
