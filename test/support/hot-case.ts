/** Plays a hot case: builds it with a watching webpack, and runs the bundle, whose entry asks for one step after another. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { type Configuration, NormalModule, type Stats } from 'webpack';
import { HotReloadPlugin, type HotReloadPluginOptions } from '../../dist/src';
import { Project, type WatchSession, watch } from '../compiler/support/project';
import { withDeadline } from './until';
import { type Step, readStory } from './versioned-files';

/** A file of a case, beside its sources, that holds options of the plugin. */
const OPTIONS_FILE = 'options.json';

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
  const project = new Project({});
  applyStep(project, start);
  const session = await watch(project.configure(configure(), new HotReloadPlugin(readOptions(folder))));
  const child = fork(path.join(project.output, 'main.js'), {
    cwd: project.folder,
    execArgv: ['--enable-source-maps'],
    silent: true,
  });
  try {
    await withDeadline(() => 'The story does not end', tell(child, project, session, steps));
  } finally {
    await end(child);
  }
}

function configure(): Configuration {
  return {
    entry: './index',
    devtool: 'source-map',
    output: { filename: 'main.js' },
    resolve: { alias: { 'hot-case$': path.join(__dirname, 'story.cjs') } },
    watchOptions: { aggregateTimeout: 20 },
  };
}

/** The reports of the runtime would only be seen where a case fails. */
function readOptions(folder: string): HotReloadPluginOptions {
  const file = path.join(folder, OPTIONS_FILE);
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as HotReloadPluginOptions) : {};
}

async function tell(
  child: ChildProcess,
  project: Project,
  session: WatchSession,
  steps: readonly Step[],
): Promise<void> {
  const printed = collect(child);
  const remaining = [...steps];
  await new Promise<void>((resolve, reject) => {
    const fail = (text: string): void => reject(new Error(`${text}\n\nPrinted:\n${printed.join('')}`));
    child.once('exit', (code) => fail(`The process has ended with ${String(code)}`));
    child.on('message', (message: Message) => {
      if (message.kind === 'failure') fail(message.text);
      else if (message.kind === 'end' && remaining.length > 0) fail(`${remaining.length} steps are left`);
      else if (message.kind === 'end') resolve();
      else save(remaining.shift()).then((errors) => child.send({ errors }), reject);
    });
  });

  async function save(step: Step | undefined): Promise<string[]> {
    if (step === undefined) throw new Error('The story has no more steps.');
    const stats = await session.after(
      () => applyStep(project, step),
      (candidate) => contains(candidate, project, step),
    );
    return stats.compilation.getErrors().map(({ message }) => message);
  }
}

function applyStep(project: Project, step: Step): void {
  for (const [name, text] of step) {
    if (name === OPTIONS_FILE) continue;
    if (text === undefined) fs.rmSync(path.join(project.folder, name));
    else project.write({ [name]: text });
  }
}

/** Whether a build has seen all that was saved: a watcher may notice one file after the other. */
function contains({ compilation }: Stats, project: Project, step: Step): boolean {
  return [...compilation.modules].every((module) => {
    if (!(module instanceof NormalModule)) return true;
    const name = path.relative(project.folder, module.resource);
    return !step.has(name) || module.originalSource()?.source().toString() === step.get(name);
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
