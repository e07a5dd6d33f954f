/** Names the two kinds of bundles that webpack writes for Node.js. */

/** A name, the file to run, and what the configuration says of it. */
export type Output = readonly [name: string, file: string, config: string];

/** Writes a bundle that is an ECMAScript module. */
const MODULE_OUTPUT = `
  experiments: { outputModule: true, asyncWebAssembly: true },
  output: { path: path.join(__dirname, 'dist'), module: true },
`;

export const OUTPUTS: readonly Output[] = [
  ['a CommonJS bundle', 'main.js', 'experiments: { asyncWebAssembly: true },'],
  ['a bundle that is a module', 'main.mjs', MODULE_OUTPUT],
];
