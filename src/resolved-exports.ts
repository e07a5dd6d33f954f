/** Keeps the exports of modules that an application names by their ids, as in `register(require.resolve('./x'))`. */

import type { Compiler } from 'webpack';
import { PLUGIN_NAME } from './plugin-name';

/** webpack takes them for unused, and leaves them out (webpack/lib/dependencies/commonjs/RequireResolveDependency.js). */
export function keepResolvedExports(compiler: Compiler): void {
  const { EXPORTS_OBJECT_REFERENCED } = compiler.webpack.Dependency;
  compiler.hooks.compilation.tap(PLUGIN_NAME, ({ hooks }) => {
    hooks.dependencyReferencedExports.tap(PLUGIN_NAME, (referenced, dependency) =>
      dependency.type === 'require.resolve' ? EXPORTS_OBJECT_REFERENCED : referenced,
    );
  });
}
