/** Holds back builds until a test lets them through: what is live before comes from a patch. */

import type { HotReloadPluginOptions } from '../../src/options';
import type { Journal } from '../../runtime/protocol/journal';
import type { Application } from './application';

/**
 * Gives a configuration that holds back every build but the first until there is a file; a text in it makes it fail. By then
 * it has read all modules.
 */
export function gated(plugin: HotReloadPluginOptions = {}): string {
  return `
    plugins: [
      new HotReloadPlugin(${JSON.stringify(plugin)}),
      {
        apply(compiler) {
          const fs = require('node:fs');
          let builds = 0;
          compiler.hooks.finishMake.tapPromise('Gate', async (compilation) => {
            if (builds++ === 0) return;
            const gate = path.join(__dirname, 'gate');
            console.log('held back');
            while (!fs.existsSync(gate)) await new Promise((resolve) => setTimeout(resolve, 5));
            if (fs.readFileSync(gate, 'utf8') !== '') compilation.errors.push(new Error('made to fail'));
            fs.rmSync(gate);
          });
        },
      },
    ],
  `;
}

/** What webpack prints when a build is held back. */
export const HELD_BACK: RegExp = /^held back$/;

/** Lets one build through, or makes it fail. */
export function openGate(application: Application, text: '' | 'fail' = ''): void {
  // At once with its text: an empty gate lets a build through.
  application.editAtomically('./gate', text);
}

/** Lets every build through until the timer is cleared. */
export function keepGateOpen(application: Application): NodeJS.Timeout {
  return setInterval(() => openGate(application), 20);
}

/** Whether the newest that was published is a patch. */
export function isPatched({ updates }: Journal): boolean {
  return updates.at(-1)?.patch === true;
}

/** Whether the newest that was published is a build. */
export function isBuilt(journal: Journal): boolean {
  return !isPatched(journal);
}
