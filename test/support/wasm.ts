/** Writes small WebAssembly modules. */

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
/** Types: a function that gives an i32, and one that gives nothing. */
const TYPES = [0x01, 0x08, 0x02, 0x60, 0x00, 0x01, 0x7f, 0x60, 0x00, 0x00];
const FUNCTIONS = [0x03, 0x03, 0x02, 0x00, 0x01];
/** Exports the first function as `value`. */
const EXPORTS = [0x07, 0x09, 0x01, 0x05, ...Buffer.from('value'), 0x00, 0x00];
/** Runs the second function at once. */
const START = [0x08, 0x01, 0x01];
const UNREACHABLE = 0x00;
const NOTHING = 0x01;

/**
 * Gives a module that exports a function `value`, as text whose characters are its bytes.
 *
 * @param value - what the function gives, from 0 to 63
 * @param throws - whether the module traps when it is instantiated
 */
export function wasmOf(value: number, throws: boolean): string {
  const code = [0x0a, 0x0a, 0x02, 0x04, 0x00, 0x41, value, 0x0b, 0x03, 0x00, throws ? UNREACHABLE : NOTHING, 0x0b];
  return String.fromCharCode(...HEADER, ...TYPES, ...FUNCTIONS, ...EXPORTS, ...START, ...code);
}
