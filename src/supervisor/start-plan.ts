/** Decides how the process of the application is started. */

import type { ForkOptions } from 'node:child_process';
import { SUPERVISION_VARIABLE, formatSupervision } from '../../runtime/protocol/supervision';
import type { RunConfig } from '../options';
import type { PortPlan } from './port-keeping';

/** The arguments of `fork`. */
export interface StartPlan {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: ForkOptions;
}

/** Where the process is started from. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly pid: number;
  /** Whether stdin is read here and passed on. */
  readonly keyboard: boolean;
}

/** Decides how a file is started. */
export function planStart(file: string, config: RunConfig, ports: PortPlan, surroundings: Surroundings): StartPlan {
  const { pid, keyboard, env } = surroundings;
  const supervision = formatSupervision({ pid, restarts: config.restart === 'when-needed' });
  return {
    file,
    args: config.args,
    options: {
      cwd: config.cwd,
      env: { ...env, ...config.env, ...ports.env, [SUPERVISION_VARIABLE]: supervision },
      // Those of the compiler are its own affair: two processes cannot wait for a debugger at the same port.
      execArgv: [...config.execArgv, ...ports.execArgv],
      stdio: [keyboard ? 'pipe' : 'inherit', 'inherit', 'inherit', 'ipc', ...(ports.stdio as 'pipe'[])],
    },
  };
}
