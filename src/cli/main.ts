/** Carries out a command line. */

import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Command, HELP, readArguments } from './arguments';
import { findJournals } from './journal-search';
import { OutputView } from './output-view';
import { reload } from './reload';
import type { Snapshot } from './snapshot';
import { wordStatus } from './status-table';
import { wait } from './wait';

/** Where the lines go. */
export interface Terminal {
  print(line: string): void;
  complain(line: string): void;
}

type Order = Extract<Command, { readonly folder: string | undefined }>;

/**
 * Carries out a command line.
 *
 * @param args - what follows the name of the program
 * @param cwd - absolute path
 * @returns the exit code: 1 where the answer is no, 2 where the question was wrong
 */
export async function main(args: readonly string[], cwd: string, terminal: Terminal): Promise<number> {
  const command = readArguments(args);
  switch (command.kind) {
    case 'help':
      terminal.print(HELP);
      return 0;
    case 'version':
      terminal.print(readVersion());
      return 0;
    case 'wrong':
      terminal.complain(command.message);
      return 2;
    case 'status':
    case 'reload':
    case 'wait':
      return obey(command, cwd, terminal);
    default:
      return command satisfies never;
  }
}

async function obey(order: Order, cwd: string, terminal: Terminal): Promise<number> {
  const found = findJournals(cwd, order.folder);
  if (!found.ok) {
    terminal.complain(found.message);
    return 2;
  }
  const { folder } = found;
  const snapshots = await Promise.all(found.journals.map(async (name) => new OutputView(folder, name).look()));
  const alive = selectAlive(snapshots);
  const journals = alive.map(({ journal }) => journal);
  switch (order.kind) {
    case 'status':
      return printStatus(alive, order, terminal);
    case 'reload': {
      const results = await Promise.all(journals.map(async (name) => reload(folder, name, order.timeout)));
      for (const { lines } of results) for (const line of lines) terminal.print(line);
      return results.every(({ isGood }) => isGood) ? 0 : 1;
    }
    case 'wait': {
      const results = await Promise.all(journals.map(async (name) => wait(folder, name, order.timeout)));
      const worst = results.find(({ live }) => !live) ?? results[0];
      if (order.json) terminal.print(JSON.stringify(results, undefined, 2));
      else if (worst !== undefined) terminal.print(worst.reason);
      return worst?.live === true ? 0 : 1;
    }
    default:
      return order satisfies never;
  }
}

/** A journal that nobody writes and nobody reads was left behind by a configuration that was changed since. */
function selectAlive(snapshots: readonly Snapshot[]): readonly Snapshot[] {
  const alive = snapshots.filter(({ compilers, processes }) => compilers.length + processes.length > 0);
  return alive.length === 0 ? snapshots.slice(0, 1) : alive;
}

function printStatus(
  snapshots: readonly Snapshot[],
  { json }: Extract<Order, { kind: 'status' }>,
  terminal: Terminal,
): number {
  if (json) terminal.print(JSON.stringify(snapshots, undefined, 2));
  else
    for (const snapshot of snapshots)
      for (const line of wordStatus(snapshot, Date.now(), os.hostname())) terminal.print(line);
  return 0;
}

function readVersion(): string {
  const file = path.resolve(__dirname, '../../../package.json');
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof value === 'object' && value !== null && 'version' in value ? String(value.version) : '';
}
