/** Reads the command line. */

import { parseArgs } from 'node:util';

/** What somebody asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly message: string }
  | ({ readonly kind: 'status'; readonly json: boolean } & Place)
  | ({ readonly kind: 'reload'; readonly timeout: number } & Place)
  | ({ readonly kind: 'wait'; readonly timeout: number; readonly json: boolean } & Place);

/** Where to look. */
export interface Place {
  /** The output folder; where it is left open, it is looked for. */
  readonly folder: string | undefined;
}

/** What `--help` prints. */
export const HELP = `Usage: module-hot-reload <command> [options]

Commands
  status [--json]                  list the processes that run the bundle
  reload [--timeout ms]            apply what waits to be reloaded, in every process (30000 ms)
  wait [--timeout ms] [--json]     wait until the newest build is live in every process (60000 ms)

Options
  --folder <output folder>         where webpack writes to; looked for below this folder by default
  --help, --version`;

const ACCEPTED = { status: ['json'], reload: ['timeout'], wait: ['timeout', 'json'] } as const;
const TIMEOUTS = { status: 0, reload: 30_000, wait: 60_000 } as const;

type Name = keyof typeof ACCEPTED;

/** Reads the arguments that follow the name of the program. */
export function readArguments(args: readonly string[]): Command {
  const parsed = parse(args);
  if ('message' in parsed) return { kind: 'wrong', message: parsed.message };
  const { values, positionals } = parsed;
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  const [name, extra] = positionals;
  if (name === undefined) return wrong('Name a command: status, reload or wait.');
  if (!isName(name)) return wrong(`There is no command '${name}'; there are status, reload and wait.`);
  if (extra !== undefined) return wrong(`'${extra}' is one argument too many for ${name}.`);
  const odd = (['json', 'timeout'] as const).find((option) => option in values && !accepts(name, option));
  if (odd !== undefined) return wrong(`${name} has no option --${odd}.`);
  const timeout = values.timeout === undefined ? TIMEOUTS[name] : Number(values.timeout);
  if (!Number.isInteger(timeout) || timeout < 0) {
    return wrong(`--timeout takes a number of milliseconds, not '${values.timeout ?? ''}'.`);
  }
  return { kind: name, folder: values.folder, json: values.json ?? false, timeout };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        folder: { type: 'string' },
        json: { type: 'boolean' },
        timeout: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    const [sentence = ''] = messageOf(error).split('. ');
    return { message: `${sentence.replace(/\.$/, '')}.` };
  }
}

function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}

function wrong(message: string): Command {
  return { kind: 'wrong', message };
}

function isName(name: string): name is Name {
  return Object.hasOwn(ACCEPTED, name);
}

function accepts(name: Name, option: string): boolean {
  return ACCEPTED[name].some((accepted) => accepted === option);
}
