/** Defines what passes between the process that was started first and the webpack that it has started again. */

import { isRecord, isString } from '../../../runtime/protocol/guards';

/** The environment variable with the identifier of the process that was started first. */
export const KEEPER_VARIABLE = 'MODULE_HOT_RELOAD_KEEPER';

/** What webpack tells the first process. */
export type KeptMessage =
  /** The configuration works; it consists of these files. */
  | { readonly type: 'module-hot-reload/ready'; readonly files: readonly string[] }
  /** The configuration has changed, and this process ends for another one. */
  | { readonly type: 'module-hot-reload/again' };

/** What the first process tells webpack: it has had so many signals, this one last. */
export interface KeeperMessage {
  readonly type: 'module-hot-reload/end';
  readonly signal: NodeJS.Signals;
  readonly count: number;
}

/** Reads what came over the channel. */
export function isKeptMessage(message: unknown): message is KeptMessage {
  if (!isRecord(message)) return false;
  const { type, files } = message as Record<'type' | 'files', unknown>;
  if (type === 'module-hot-reload/again') return true;
  return type === 'module-hot-reload/ready' && Array.isArray(files) && files.every(isString);
}

/** Reads what came over the channel. */
export function isKeeperMessage(message: unknown): message is KeeperMessage {
  return (
    isRecord(message) &&
    message['type'] === 'module-hot-reload/end' &&
    isString(message['signal']) &&
    typeof message['count'] === 'number'
  );
}
