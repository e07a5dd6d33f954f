/** Turns TypeScript into CommonJS, by the means that the environment names. */

const means = {
  async ts() {
    const { default: ts } = await import('typescript');
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    return (text, fileName) =>
      ts.transpileModule(text, { compilerOptions, fileName, reportDiagnostics: true }).outputText;
  },
  async esbuild() {
    const { transform } = await import('esbuild');
    return async (text) => (await transform(text, { loader: 'ts', format: 'cjs', target: 'es2022' })).code;
  },
};

export const transpile = await means[process.env.BENCH_TRANSPILER]();
