/** Ties webpack to the process that has started it again, if there is one. */

import { KEEPER_VARIABLE, isKeeperMessage, type KeptMessage } from './keeper-messages';

/** The signals that count: webpack-cli takes the second one for impatience (#setupGracefulShutdown). */
const COUNTED = ['SIGINT', 'SIGTERM'] as const;

/** The way to the process that was started first. */
export interface KeeperChannel {
  send(message: KeptMessage): Promise<void>;
}

let open: KeeperChannel | undefined;

/**
 * Finds the process that has started this one again. A process has one such channel, whoever asks for it.
 *
 * @returns nothing where this is the process that was started first
 */
export function findKeeper(): KeeperChannel | undefined {
  if (process.env[KEEPER_VARIABLE] !== String(process.ppid) || !process.channel) return undefined;
  open ??= openChannel();
  return open;
}

function openChannel(): KeeperChannel {
  let signals = 0;
  for (const signal of COUNTED) process.prependListener(signal, () => (signals += 1));
  process.on('message', (message) => {
    if (!isKeeperMessage(message)) return;
    const { signal, count } = message;
    afterNextPoll(() => {
      if (signal === 'SIGHUP' || signals < count) process.kill(process.pid, signal);
    });
  });
  // Without the first process nobody can end this one.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // Listening keeps the channel, and with it the process, alive.
  process.channel?.unref();
  return { send: sendMessage };
}

/**
 * A terminal sends its signal to both processes. Ours has arrived when the other one tells of it, but libuv may not have
 * looked for it when it read the message: the first immediate runs in the same turn, the second one in the next.
 */
function afterNextPoll(then: () => void): void {
  setImmediate(() => setImmediate(then));
}

async function sendMessage(message: KeptMessage): Promise<void> {
  return new Promise((resolve) => {
    if (!process.connected || !process.send) {
      resolve();
      return;
    }
    process.send(message, undefined, undefined, () => resolve());
  });
}
