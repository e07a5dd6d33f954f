/** Prints what the developer should know of the supervision of this process. */

/** Prints one line, with the same mark as the compiler and the runtime use. */
export function warn(line: string): void {
  process.stderr.write(`[hot] ${line}\n`);
}
