/** Waits until the newest build is live in every process. */

import { OutputView } from './output-view';
import { judgeProgress, type Progress, type Snapshot } from './snapshot';

/** How the waiting has ended. */
export interface Waited {
  readonly live: boolean;
  /** A sentence. */
  readonly reason: string;
  readonly snapshot: Snapshot;
}

/** Waits. */
export async function wait(folder: string, journal: string, timeout: number): Promise<Waited> {
  const view = new OutputView(folder, journal);
  let progress: Progress = { kind: 'busy', reason: '' };
  let snapshot: Snapshot | undefined;
  await view.until((seen) => {
    snapshot = seen;
    progress = judgeProgress(seen);
    return progress.kind === 'busy' ? undefined : true;
  }, timeout);
  return { ...wordProgress(progress, timeout), snapshot: snapshot ?? (await view.look()) };
}

/** Words how it has ended. */
export function wordProgress(progress: Progress, timeout: number): { readonly live: boolean; readonly reason: string } {
  switch (progress.kind) {
    case 'live':
      return { live: true, reason: 'The newest build is live in every process.' };
    case 'failed':
      return { live: false, reason: progress.reason };
    case 'busy':
      return { live: false, reason: `The newest build is not live after ${timeout} ms: ${progress.reason}.` };
    default:
      return progress satisfies never;
  }
}
