/** Words outcomes: what a person reads about a transaction. */

import { adviseOn } from './known-registries';
import type { ModuleId } from './protocol/identifiers';
import type { Chain, Outcome, SerializedError } from './protocol/outcome';
import type { Supervision } from './protocol/supervision';

/** How a line of a report matters. */
export type Weight = 'error' | 'warn' | 'info' | 'debug';

/** One thing to print. */
export interface Line {
  readonly weight: Weight;
  readonly text: string;
}

/** How many modules a line names. */
const MOST_NAMES = 5;
const SERVES_ON = 'The previous version serves on; save again when it is fixed.';

/** Gives the name of a module as people know it. */
export type NameOf = (id: ModuleId) => string;

/**
 * Who looks after the process: the compiler, which prints what becomes of each build and may start it again, or the
 * application, which puts something in the place of this thread.
 */
export type Supervisor = Pick<Supervision, 'restarts'> | 'application' | undefined;

/**
 * Words an outcome.
 *
 * @param nameOf - names modules
 * @param supervisor - says itself what it knows: that an update was applied, that it restarts the process
 */
export function wordOutcome(outcome: Outcome, nameOf: NameOf, supervisor?: Supervisor): readonly Line[] {
  return [...outcome.warnings.map((warning) => wordProblem(warning, nameOf)), ...wordKind(outcome, nameOf, supervisor)];
}

/** Words an error that left everything as it was. */
export function wordProblem(error: SerializedError, nameOf: NameOf): Line {
  const where = error.moduleId === undefined ? '' : ` (in ${nameOf(error.moduleId)})`;
  const code = error.code === undefined ? '' : `${error.code}: `;
  const text = error.name === 'HotReloadError' ? error.message : (error.stack ?? `${error.name}: ${error.message}`);
  return { weight: 'warn', text: `warning${where}: ${code}${text}` };
}

/** Names a module by its path as webpack writes it, without what every path begins with. */
export function nameOfId(id: ModuleId): string {
  return String(id).replace(/^\.\//, '');
}

function wordKind(outcome: Outcome, nameOf: NameOf, supervisor: Supervisor): readonly Line[] {
  const weight = supervisor === undefined ? 'info' : 'debug';
  const refuse = refusalFor(supervisor);
  switch (outcome.kind) {
    case 'unchanged':
      return wordPending(outcome.pending, nameOf, weight);
    case 'applied':
      return [wordApplied(outcome, nameOf, weight), ...outcome.refused.map((chain) => refuse(chain, nameOf))];
    case 'refused':
      return outcome.refused.map((chain) => refuse(chain, nameOf));
    case 'rolled-back':
      return [{ weight: 'error', text: `rolled back: ${wordError(outcome.error, nameOf)}\n${SERVES_ON}` }];
    case 'broken':
      return [{ weight: 'error', text: `broken: ${wordError(outcome.error, nameOf)}${wordBroken(supervisor)}` }];
    default:
      return outcome satisfies never;
  }
}

/** Whether somebody else sees to it that a broken or outdated thread ends. */
function isLookedAfter(supervisor: Supervisor): boolean {
  return supervisor === 'application' || supervisor?.restarts === true;
}

function refusalFor(supervisor: Supervisor): typeof wordRefused {
  if (supervisor === 'application') return wordReplaced;
  return isLookedAfter(supervisor) ? wordRefusedBriefly : wordRefused;
}

function wordBroken(supervisor: Supervisor): string {
  return isLookedAfter(supervisor) ? '' : '\nRestart the process.';
}

function wordApplied(outcome: Extract<Outcome, { kind: 'applied' }>, nameOf: NameOf, weight: Weight): Line {
  const { modules, boundaries, ms } = outcome;
  const held = new Set(boundaries);
  const changed = modules.filter((id) => !held.has(id)).slice(0, 1);
  const way = [...changed.map(nameOf), ...(boundaries.length > 0 ? [list(boundaries, nameOf)] : [])];
  return { weight, text: `applied ${count(modules.length, 'module')} in ${String(ms)} ms: ${way.join(' → ')}` };
}

function wordPending(pending: readonly ModuleId[], nameOf: NameOf, weight: Weight): readonly Line[] {
  if (pending.length === 0) return [];
  return [{ weight, text: `${count(pending.length, 'module')} waiting to be reloaded: ${list(pending, nameOf)}` }];
}

/** The process is about to end: whoever restarts it says so, and there is nothing left to do. */
function wordRefusedBriefly(chain: Chain, nameOf: NameOf): Line {
  return { weight: 'debug', text: `refused: ${wordReason(chain, chain.modules.map(nameOf).join(' → '))}` };
}

/** Nobody else says it: the compiler does not hear of a thread that the application replaces. */
function wordReplaced(chain: Chain, nameOf: NameOf): Line {
  const reason = wordReason(chain, chain.modules.map(nameOf).join(' → '));
  return { weight: 'info', text: `${reason}: the application is told to replace this (whenRefused)` };
}

function wordRefused(chain: Chain, nameOf: NameOf): Line {
  const names = chain.modules.map(nameOf);
  const [changed = '', top = changed] = [names[0], names.at(-1)];
  const tree = names.map(
    (name, depth) => `  ${'   '.repeat(Math.max(0, depth - 1))}${depth === 0 ? '' : '└─ '}${name}`,
  );
  const reason = wordReason(chain, names.join(' → '));
  const stop = chain.reason === 'async-changed' ? ';' : ',';
  const text = [`refused: ${reason}${stop} the running code is kept`, ...tree, `  ${wordRemedy(chain, changed, top)}`];
  return { weight: 'warn', text: text.filter((line) => line.trim() !== '').join('\n') };
}

function wordReason({ reason }: Chain, way: string): string {
  switch (reason) {
    case 'unaccepted':
      return `${way} is not accepted`;
    case 'declined':
    case 'self-declined':
      return `${way} is declined with module.hot.decline()`;
    case 'async-changed':
      return `${way} has become asynchronous, or is so no longer, up to the entry`;
    case 'lost':
      return 'no published update leads from the running build to the newest one';
    default:
      return reason satisfies never;
  }
}

function wordRemedy({ reason, modules }: Chain, changed: string, top: string): string {
  switch (reason) {
    case 'unaccepted':
      return modules.length < 2
        ? `${changed} is an entry: restart the process, or move what changes into a module that is registered.`
        : `To apply such edits, register ${changed} or a module between it and ${top}; for now, restart the process.`;
    case 'declined':
    case 'self-declined':
    case 'async-changed':
    case 'lost':
      return 'Restart the process to run the newest code.';
    default:
      return reason satisfies never;
  }
}

function wordError(error: SerializedError, nameOf: NameOf): string {
  const text = error.stack ?? `${error.name}: ${error.message}`;
  const where = error.moduleId === undefined ? '' : `\n    while evaluating ${nameOf(error.moduleId)}`;
  const advice = adviseOn(error.message);
  return `${text}${where}${advice === undefined ? '' : `\n${advice}`}`;
}

function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** Names a few modules, and counts the others. */
function list(modules: readonly ModuleId[], nameOf: NameOf): string {
  const named = modules.slice(0, MOST_NAMES).map(nameOf).join(', ');
  return modules.length > MOST_NAMES ? `${named} and ${String(modules.length - MOST_NAMES)} more` : named;
}
