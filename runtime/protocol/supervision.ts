/** Defines what passes between a supervised process and the compiler that has started it. */

import { isRecord } from './guards';
import { isProcessRecord, type ProcessRecord } from './process-record';

/** The environment variable that tells a process who supervises it. */
export const SUPERVISION_VARIABLE = 'MODULE_HOT_RELOAD_SUPERVISION';

/** Who supervises a process, and how. */
export interface Supervision {
  /** The process that supervises: child processes inherit the variable, but their parent is another one. */
  readonly pid: number;
  /** Whether the process is started again where an update cannot be applied. */
  readonly restarts: boolean;
}

/** What the supervisor, or any other parent process, sends to a process over its channel. */
export type ParentMessage =
  /** A build was published. */
  | { readonly type: 'module-hot-reload/build' }
  /** Everything that is held back is to be applied. */
  | { readonly type: 'module-hot-reload/reload' };

/** What a supervised process sends: its record, whenever that has changed. */
export interface ProcessMessage {
  readonly type: 'module-hot-reload/process';
  readonly record: ProcessRecord;
}

/** Writes the value of {@link SUPERVISION_VARIABLE}. */
export function formatSupervision({ pid, restarts }: Supervision): string {
  return `${String(pid)} ${restarts ? 'restarts' : 'keeps'}`;
}

/**
 * Reads the value of {@link SUPERVISION_VARIABLE}.
 *
 * @param parent - the process that has started the one that asks
 * @returns nothing where somebody else is supervised
 */
export function parseSupervision(text: string | undefined, parent: number): Supervision | undefined {
  const [pid, policy] = (text ?? '').split(' ');
  return Number(pid) === parent ? { pid: parent, restarts: policy === 'restarts' } : undefined;
}

/** Reads what came over the channel; an application may send messages of its own. */
export function isParentMessage(message: unknown): message is ParentMessage {
  const types = ['module-hot-reload/build', 'module-hot-reload/reload'];
  return isRecord(message) && types.some((type) => message['type'] === type);
}

/** Reads what came over the channel; an application may send messages of its own. */
export function isProcessMessage(message: unknown): message is ProcessMessage {
  return isRecord(message) && message['type'] === 'module-hot-reload/process' && isProcessRecord(message['record']);
}
