/** Decides how webpack can be started again. */

/** What is known of how this process was started. */
export interface StartFacts {
  readonly execPath: string;
  readonly execArgv: readonly string[];
  /** As in `process.argv`, the second of them without symbolic links. */
  readonly argv: readonly string[];
  /** Whether the compiler is one of several, which nobody but their owner can close. */
  readonly isOneOfSeveral: boolean;
}

/** A command line. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/** Gives the command that has started this process, if it is webpack's command line that only watches. */
export function findStartCommand({ execPath, execArgv, argv, isOneOfSeveral }: StartFacts): Command | undefined {
  const [, script = '', ...args] = argv;
  const isCommandLine = /[\\/](webpack[\\/]bin[\\/]webpack|webpack-cli[\\/]bin[\\/]cli)\.js$/.test(script);
  // A development server would go on listening.
  const serves = ['serve', 'server', 's'].some((command) => args.includes(command));
  if (!isCommandLine || serves || isOneOfSeveral) return undefined;
  return { file: execPath, args: [...execArgv, script, ...args] };
}
