/** A module with a value and a function. */

export const port: number = Number('80');

export function handle(path: string): Promise<string> {
  return Promise.resolve(path);
}
