/** Ends the process when the compiler that supervises it has died. */

import type { KeeperChannel } from './keeper-channel';

/** Milliseconds between two looks at the compiler, in a process that has closed its channel. */
const LOOK = 50;

/** How the process is to end. */
export interface Ending {
  readonly signal: string;
  /** Milliseconds between the signal and SIGKILL. */
  readonly killTimeout: number;
  /** Called first. */
  readonly prepare: () => void;
}

/** Watches the compiler by the channel; where the application has closed that, by looking at it. */
export function watchCompiler(pid: number, channel: KeeperChannel, ending: Ending): void {
  channel.onceClosed(() => {
    const timer = setInterval(look, LOOK).unref();
    look();

    function look(): void {
      if (isParent(pid)) return;
      clearInterval(timer);
      end(ending);
    }
  });
}

/** A process whose parent has died gets another one; on Windows it keeps the number of the old one. */
function isParent(pid: number): boolean {
  return process.ppid === pid && (process.platform !== 'win32' || isRunning(pid));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Lets the handlers of the application run, for a while. */
function end({ signal, killTimeout, prepare }: Ending): void {
  prepare();
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), killTimeout).unref();
  process.kill(process.pid, signal);
}
