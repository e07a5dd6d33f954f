/** Runs the entry in Vite's module runner, as a server framework does. */

import { createServer, createServerModuleRunner } from 'vite';

const server = await createServer({
  root: import.meta.dirname,
  configFile: false,
  appType: 'custom',
  logLevel: 'warn',
  optimizeDeps: { noDiscovery: true },
  // The module runner is served in this process; no browser will connect.
  server: { middlewareMode: true, ws: false },
});
const runner = createServerModuleRunner(server.environments.ssr);
await runner.import('/src/main.ts');
