/** Words what became of a save: one line, whatever happened. */

import type { Chain, SerializedError } from '../../runtime/protocol/outcome';
import type { ProcessRecord } from '../../runtime/protocol/process-record';
import { nameModule, wordChain } from '../refusal-wording';
import type { TakenBack } from './live-patches';
import { count, joinNames, nameProcesses } from './process-names';
import type { Left, Save, Verdict } from './save';

/** A line, and how it matters. */
export interface SaveLine {
  readonly weight: 'warn' | 'info';
  readonly text: string;
}

/** What became of a save in one process. */
export interface Answer {
  readonly record: ProcessRecord;
  readonly verdict: Verdict;
}

/** What the wording depends on besides. */
export interface WordingContext {
  /** Name of this machine. */
  readonly host: string;
  /** Whether the reason is told here: what went wrong in the process of this terminal is printed there by itself. */
  readonly explains: (record: ProcessRecord) => boolean;
  /** Whether webpack takes a file for unchanged, by the name that a save has for it. */
  readonly isManaged?: (file: string) => boolean;
  /** How somebody lets go of what waits: `type r or send SIGUSR2`. */
  readonly remedy: string;
}

type Kind = Verdict['kind'];

/** The order in which a line tells what happened. */
const ORDER: readonly Kind[] = [
  'live',
  'applied',
  'started',
  'unchanged',
  'waiting',
  'refused',
  'rolled-back',
  'broken',
  'silent',
];
const BAD: ReadonlySet<Kind> = new Set<Kind>(['refused', 'rolled-back', 'broken', 'silent']);

/** Words a save that was answered. */
export function wordSave(save: Save, answers: readonly Answer[], context: WordingContext): SaveLine {
  const head = [`#${save.number}`, ...wordFiles(save.files)].join(' ');
  const isLive = ({ verdict }: Answer): boolean => verdict.kind === 'live';
  const build = `build ${Math.round(save.ms)} ms`;
  const early = wordAnswers(answers.filter(isLive), answers.length, context, save);
  const late = wordAnswers(
    answers.filter((answer) => !isLive(answer)),
    answers.length,
    context,
    save,
  );
  const parts = [early.text, build, late.text].filter((part) => part !== '');
  return { weight: late.weight, text: `${head}: ${parts.join(', ')}` };
}

/** Words an answer that came later, or that nobody asked for by saving something. */
export function wordLate(save: Save, answer: Answer, context: WordingContext): SaveLine {
  const { weight, text } = wordAnswers([answer], 1, context, save);
  return { weight, text: `#${save.number}: ${text}` };
}

/** Words that a build has failed while processes run. */
export function wordFailure(published: number, takenBack: TakenBack | undefined): string {
  const kept = `build failed: the running processes keep ${published === 0 ? 'what they run' : `build #${published}`}`;
  if (takenBack === undefined) return kept;
  const { files, after } = takenBack;
  const which = after === undefined ? 'published ahead of it' : `live after ${Math.round(after)} ms`;
  return `${kept}; the patch of ${joinNames(files, 1)}, ${which}, is taken back`;
}

function wordFiles(files: readonly string[]): readonly string[] {
  return files.length === 0 ? [] : [joinNames(files, 1)];
}

/**
 * Words answers without naming the save.
 *
 * @param all - how many answers there are in all
 * @param save - the one that they answer, if it is known
 */
export function wordAnswers(answers: readonly Answer[], all: number, context: WordingContext, save?: Save): SaveLine {
  const parts = ORDER.flatMap((kind) => {
    const same = answers.filter(({ verdict }) => verdict.kind === kind);
    return same.length === 0 ? [] : [wordSame(same, all > same.length, context, save)];
  });
  const weight = answers.some(({ verdict }) => BAD.has(verdict.kind)) ? 'warn' : 'info';
  return { weight, text: parts.join('; ') };
}

/** Words the answers of one kind; the first one stands for all in what it says of the reason. */
function wordSame(
  answers: readonly Answer[],
  areOthers: boolean,
  context: WordingContext,
  save: Save | undefined,
): string {
  const [first] = answers;
  if (first === undefined) return '';
  const who = nameProcesses(
    answers.map(({ record }) => record),
    context.host,
  );
  const { verdict, record } = first;
  const because = (reason: string): string => (context.explains(record) ? `: ${reason}` : '');
  switch (verdict.kind) {
    case 'applied':
      return `applied in ${wordTimes(answers)} ms by ${who}${wordLeft(verdict.left)}`;
    case 'live':
      return `live after ${wordDelay(answers)} ms (applied in ${wordTimes(answers)} ms by ${who}${wordLeft(verdict.left)})`;
    case 'started':
      return `running in ${who}`;
    case 'unchanged':
      if (save?.isRepeated === true)
        return `nothing new since build #${save.number - 1}${areOthers ? ` in ${who}` : ''}`;
      return `no change in running code${areOthers ? ` of ${who}` : ''}${wordManaged(save, context)}`;
    case 'waiting':
      return `${count(verdict.modules, 'module')} waiting${areOthers ? ` in ${who}` : ''}; ${context.remedy}`;
    case 'refused':
      return `refused by ${who}${because(wordReason(verdict.chains, save?.files ?? []))}`;
    case 'rolled-back':
      return `rolled back by ${who}${because(wordError(verdict.error))}`;
    case 'broken':
      return `${who} is broken${because(wordError(verdict.error))}`;
    case 'silent':
      return `${who} ${answers.length === 1 ? 'has' : 'have'} not answered`;
    default:
      return verdict satisfies never;
  }
}

/** What webpack does not read cannot go live. */
function wordManaged(save: Save | undefined, { isManaged }: WordingContext): string {
  const areManaged =
    save !== undefined && save.files.length > 0 && save.files.every((file) => isManaged?.(file) === true);
  return areManaged ? ': webpack takes packages for unchanged (snapshot.managedPaths)' : '';
}

/** The slowest one: until then not every process runs what was saved. */
function wordTimes(answers: readonly Answer[]): string {
  const times = answers.map(({ verdict }) => ('ms' in verdict ? verdict.ms : 0));
  const slowest = Math.max(...times);
  return slowest < 10 ? String(Math.round(slowest * 10) / 10) : String(Math.round(slowest));
}

/** Of the slowest one, too. */
function wordDelay(answers: readonly Answer[]): string {
  const delays = answers.map(({ verdict }) => (verdict.kind === 'live' ? verdict.after : 0));
  return String(Math.round(Math.max(...delays)));
}

function wordLeft({ modules, isRefused }: Left): string {
  if (modules === 0) return '';
  return isRefused ? `, without ${count(modules, 'module')}` : `, ${count(modules, 'module')} waiting`;
}

function wordReason(chains: readonly Chain[], files: readonly string[]): string {
  const isOfSave = ({ modules: [changed = ''] }: Chain): boolean => files.includes(nameModule(changed));
  const chain = chains.find(isOfSave) ?? chains[0];
  return chain === undefined ? 'for a reason that is not known' : wordChain(chain);
}

function wordError({ name, message, moduleId }: SerializedError): string {
  const [line = ''] = message.split('\n');
  return `${name}: ${line}${moduleId === undefined ? '' : ` (in ${nameModule(moduleId)})`}`;
}
