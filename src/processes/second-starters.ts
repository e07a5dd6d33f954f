/** Finds those who do what this compiler does as well: build into its folder, or run what it runs. */

import path from 'node:path';
import type { ProcessRecord } from '../../runtime/protocol/process-record';
import type { CompilerRecord } from './compiler-record';

/** What is known. */
export interface StartersInput {
  readonly compilers: readonly CompilerRecord[];
  readonly processes: readonly ProcessRecord[];
  /** This compiler. */
  readonly self: { readonly pid: number; readonly host: string };
  /** Every process that this compiler has started. */
  readonly children: ReadonlySet<number>;
  /** The output folder, as people know it. */
  readonly folder: string;
  /** The working directory of this compiler. */
  readonly cwd: string;
}

/** Somebody to be named. */
export interface Starter {
  /** Tells one from the other. */
  readonly key: string;
  readonly text: string;
}

/** Finds them; on other machines nobody can tell who is still there. */
export function findSecondStarters(input: StartersInput): readonly Starter[] {
  return [...findCompilers(input), ...findProcesses(input)];
}

function findCompilers({ compilers, self, folder }: StartersInput): readonly Starter[] {
  const others = compilers.filter(({ pid, host }) => host === self.host && pid !== self.pid);
  return others.map(({ pid, startedAt }) => ({
    key: `compiler ${pid} ${startedAt}`,
    text: `warning: another webpack (pid ${pid}, since ${wordTime(startedAt)}) also builds into ${folder}; stop one of the two.`,
  }));
}

/** What a process of ours has started itself is ours: cluster workers, child processes. */
function findProcesses({ processes, self, children, cwd }: StartersInput): readonly Starter[] {
  const here = processes.filter(({ host, thread }) => host === self.host && thread === 0);
  const runtimes = new Set(here.filter(({ pid }) => children.has(pid)).map(({ runtime }) => runtime));
  const family = new Set([...children, ...here.map(({ pid }) => pid)]);
  const strangers = here.filter(
    ({ pid, parent, runtime, supervised }) =>
      !supervised && !children.has(pid) && runtimes.has(runtime) && !family.has(parent),
  );
  return strangers.map(({ pid, script, startedAt }) => ({
    key: `process ${pid} ${startedAt}`,
    text: `warning: pid ${pid} (${wordPath(script, cwd)}) runs the same bundle and was not started by run; stop it, or leave run out.`,
  }));
}

function wordTime(at: number): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

function wordPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return relative === '' || relative.startsWith('..') ? file : relative;
}
