/** The settings of the chat. */

export const config = {
  room: 'lobby',
  announcementSeconds: 30,
};
