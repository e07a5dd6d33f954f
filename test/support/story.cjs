/** Lets the entry of a hot case tell its story: it saves the next versions and waits for what becomes of them. */

const { clearTimeout, setImmediate, setTimeout } = require('node:timers');
const { AutomaticReloader } = require('module-hot-reload/runtime');

/** How long an outcome may take, in milliseconds. */
const DEADLINE = 10_000;

// It registers nothing: whatever becomes of a transaction is told to every reloader.
const listener = new AutomaticReloader();

/**
 * Saves the next version of every file.
 *
 * @returns {Promise<string[]>} the errors of the build
 */
async function save() {
  const built = new Promise((resolve) => process.once('message', resolve));
  process.send({ kind: 'save' });
  const { errors } = await built;
  return errors;
}

/**
 * Does something that leads to a transaction.
 *
 * @param {() => unknown} action
 * @returns {Promise<import('../../runtime').Outcome>} the first outcome from then on
 */
async function outcomeOf(action) {
  let timer;
  const outcome = new Promise((resolve, reject) => {
    const stop = listener.on('outcome', (value) => {
      stop();
      resolve(value);
    });
    timer = setTimeout(() => reject(new Error('Nothing came of it.')), DEADLINE);
  });
  await action();
  return outcome.finally(() => clearTimeout(timer));
}

/**
 * Saves the next version of every file, which must build without errors.
 *
 * @returns {Promise<import('../../runtime').Outcome>} what became of the update
 */
async function next() {
  return outcomeOf(async () => {
    const errors = await save();
    if (errors.length > 0) throw new Error(`The build has errors:\n${errors.join('\n')}`);
  });
}

/**
 * Tells the story of a case; the process ends with it.
 *
 * @param {(tools: { next: typeof next, save: typeof save, outcomeOf: typeof outcomeOf }) => Promise<void>} tell
 */
exports.story = function story(tell) {
  const end = (message) => process.send(message, () => process.exit());
  // The whole application is evaluated before its story begins.
  setImmediate(() => {
    tell({ next, save, outcomeOf }).then(
      () => end({ kind: 'end' }),
      (error) => end({ kind: 'failure', text: String(error?.stack ?? error) }),
    );
  });
};
