/** Runs commands in a terminal of their own, where the system has a program that makes one. */

import { spawnSync } from 'node:child_process';

/** Whether there is `script` of util-linux; the one of BSD takes other arguments. */
export const HAS_TERMINAL: boolean = String(spawnSync('script', ['--version']).stdout).includes('util-linux');

/** What Ctrl-C sends. */
export const CONTROL_C = '\u0003';

/** Wraps a shell command: what is written to its stdin is typed, and what it prints is what a person would see. */
export function inTerminal(command: string): readonly string[] {
  return ['script', '--quiet', '--flush', '--return', '--command', command, '/dev/null'];
}
