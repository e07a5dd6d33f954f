/** Plays a hot case: builds it, and runs the bundle, whose entry asks for one step after another. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { CaseBuilder } from './case-builder';
import { withDeadline } from './until';
import { type Step, readStory } from './versioned-files';

/** What the entry of a case says. */
type Message =
  { readonly kind: 'save' } | { readonly kind: 'end' } | { readonly kind: 'failure'; readonly text: string };

/**
 * Plays a case.
 *
 * @param folder - where its files are
 * @throws Error where the story fails, or ends before its last step
 */
export async function playHotCase(folder: string): Promise<void> {
  const [start = new Map<string, string>(), ...steps] = readStory(folder);
  const builder = await CaseBuilder.start(start);
  const child = fork(builder.bundle, { cwd: builder.folder, execArgv: ['--enable-source-maps'], silent: true });
  try {
    await withDeadline(() => 'The story does not end', follow(child, builder, steps));
  } finally {
    await end(child);
  }
}

/** Does what the entry asks for, until it has told its story. */
async function follow(child: ChildProcess, builder: CaseBuilder, steps: readonly Step[]): Promise<void> {
  const printed = collect(child);
  const remaining = [...steps];
  await new Promise<void>((resolve, reject) => {
    const fail = (text: string): void => reject(new Error(`${text}\n\nPrinted:\n${printed.join('')}`));
    child.once('exit', (code) => fail(`The process has ended with ${String(code)}`));
    child.on('message', (message: Message) => {
      const step = remaining[0];
      if (message.kind === 'failure') fail(message.text);
      else if (message.kind === 'end' && step !== undefined) fail(`${remaining.length} steps are left`);
      else if (message.kind === 'end') resolve();
      else if (step === undefined) fail('There are no more steps');
      else builder.build(step).then((errors) => child.send({ errors }), reject);
      remaining.shift();
    });
  });
}

function collect(child: ChildProcess): string[] {
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => printed.push(String(chunk)));
  return printed;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
