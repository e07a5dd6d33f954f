/** Keeps the process alive while nothing that Node.js knows of does. */

/** The longest time that a timer can have, in milliseconds. */
const FOR_EVER = 2 ** 31 - 1;

/** Starts to keep it alive; `clearInterval` ends that. */
export function stayAlive(): NodeJS.Timeout {
  return setInterval(() => undefined, FOR_EVER);
}
