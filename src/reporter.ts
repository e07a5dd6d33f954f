/** Prints what the compiler side has to say besides webpack's own output. */

/** Prints one line, with the same mark as the process under reload uses. */
export function report(line: string): void {
  process.stderr.write(`[hot] ${line}\n`);
}
