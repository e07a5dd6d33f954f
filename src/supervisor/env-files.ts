/** Names the files that the environment of the application may come from. */

import path from 'node:path';

/** What decides about them. */
export interface EnvSources {
  /** Working directory of the application. */
  readonly cwd: string;
  /** `NODE_ENV` of the application. */
  readonly mode: string | undefined;
  /** Arguments for Node.js. */
  readonly execArgv: readonly string[];
}

/** Names the files, whether they exist or not; absolute paths. */
export function listEnvFiles({ cwd, mode, execArgv }: EnvSources): string[] {
  // Programs that read such files take a missing NODE_ENV for development.
  const name = mode || 'development';
  const usual = ['.env', '.env.local', `.env.${name}`, `.env.${name}.local`];
  return [...new Set([...usual, ...listNamed(execArgv)].map((file) => path.resolve(cwd, file)))];
}

/** The values of `--env-file` and `--env-file-if-exists`. */
function listNamed(execArgv: readonly string[]): string[] {
  return execArgv.flatMap((argument, index) => {
    const match = /^--env-file(?:-if-exists)?(?:=(.*))?$/.exec(argument);
    const file = match && (match[1] ?? execArgv[index + 1]);
    return file ? [file] : [];
  });
}
