/** Describes valid options of the plugin to webpack, which refuses all others. */

import { constants } from 'node:os';
import type { Compiler } from 'webpack';
import { LOG_LEVELS } from '../runtime/protocol/bootstrap-options';
import type { HotReloadPluginOptions } from './options';
import { PLUGIN_NAME } from './plugin-name';

type Schema = Parameters<Compiler['webpack']['config']['validateSchema']>[0];

/** What `setTimeout` can wait for at most; it takes anything above for one millisecond. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

const STRINGS = { type: 'array', items: { type: 'string' } } as const;
const MILLISECONDS = { type: 'number', minimum: 0, maximum: LONGEST_TIMEOUT } as const;
/** Those that this system knows, for sending any other throws; a process that is stopped does not end. */
const SIGNAL = { enum: Object.keys(constants.signals).filter((name) => name !== 'SIGSTOP') };
/** Nobody can listen to SIGKILL and SIGSTOP. Windows does not know the usual ones, and a configuration may be for all systems. */
const HEARD_SIGNALS = [...new Set([...SIGNAL.enum, 'SIGUSR1', 'SIGUSR2'])].filter((name) => name !== 'SIGKILL');

/** Without `as const`, since webpack's types want arrays that can be changed. */
const RESTART = { enum: ['when-needed', 'never'] };
const PORTS = { enum: ['keep', 'release'] };

const RUN_OPTIONS = {
  type: 'object',
  additionalProperties: false,
  properties: {
    entry: { type: 'string', minLength: 1, description: 'Name of the entry to start.' },
    args: { ...STRINGS, description: 'Arguments for the application.' },
    execArgv: { ...STRINGS, description: 'Arguments for Node.js.' },
    env: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description: 'Environment variables, in addition to those of the compiler.',
    },
    cwd: { type: 'string', minLength: 1, description: 'Working directory of the process.' },
    signal: { ...SIGNAL, description: 'The signal that asks the process to stop, such as "SIGTERM".' },
    killTimeout: { ...MILLISECONDS, description: 'Milliseconds between that signal and SIGKILL.' },
    restart: { ...RESTART, description: 'Whether it is started again where it has to be.' },
    keyboard: { type: 'boolean', description: 'Whether the lines r and rs of stdin reload and restart the process.' },
    ports: { ...PORTS, description: 'What becomes of its open ports over a restart.' },
    watch: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      description: 'Files whose change restarts the process.',
    },
  },
} as const;

const POLL = {
  type: 'object' as const,
  additionalProperties: false,
  required: ['poll'],
  properties: {
    poll: {
      type: 'integer' as const,
      minimum: 1,
      maximum: LONGEST_TIMEOUT,
      description: 'Milliseconds between two looks.',
    },
  },
};

const SCHEMA: Schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    mode: { enum: ['automatic', 'manual'], description: 'When updates are applied.' },
    signal: {
      description: 'The signal that manual mode listens to, such as "SIGUSR2", or false for none.',
      enum: [...HEARD_SIGNALS, false],
    },
    run: {
      description: 'Whether the emitted entry is started while webpack watches, and how.',
      anyOf: [{ type: 'boolean' }, RUN_OPTIONS],
    },
    notify: {
      description: 'How a process hears of a build: by file-system events, or by looking every so many milliseconds.',
      anyOf: [{ enum: ['watch'] }, POLL],
    },
    fastLane: { type: 'boolean', description: 'Whether a single edited module is rebuilt ahead of the full rebuild.' },
    enabled: { type: 'boolean', description: 'Whether the plugin does anything at all.' },
    settleTimeout: {
      ...MILLISECONDS,
      description: 'Milliseconds that asynchronous dispose handlers and modules may take.',
    },
    logLevel: { enum: [...LOG_LEVELS], description: 'What the process under reload prints.' },
  },
};

/**
 * Stops the build on a wrong option, naming the option and what it accepts.
 *
 * @param compiler - the compiler whose webpack does the validation
 * @param options - what the user passed
 * @throws webpack's `ValidationError`
 */
export function validateOptions(compiler: Compiler, options: HotReloadPluginOptions): void {
  compiler.webpack.config.validateSchema(SCHEMA, options, { name: PLUGIN_NAME, baseDataPath: 'options' });
}
