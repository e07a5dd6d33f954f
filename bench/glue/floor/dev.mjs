/** Transpiles files as they are saved, and sends the code to the application: by hand, with nothing that can be left out. */

import { fork } from 'node:child_process';
import { readFileSync, readdirSync, watch } from 'node:fs';
import path from 'node:path';

import { transpile } from './transpile.mjs';

const root = path.join(import.meta.dirname, 'src');
const files = readdirSync(root, { recursive: true }).filter((file) => file.endsWith('.ts'));
const texts = new Map();

async function readCode(file) {
  const text = readFileSync(path.join(root, file), 'utf8');
  if (text === '' || texts.get(file) === text) return undefined;
  texts.set(file, text);
  return [file, await transpile(text, file)];
}

const application = fork(path.join(import.meta.dirname, 'application.cjs'));
application.send(await Promise.all(files.map(readCode)));

for (const folder of new Set(files.map((file) => path.dirname(file)))) {
  watch(path.join(root, folder), async (_type, name) => {
    const code = await readCode(path.join(folder, name));
    if (code !== undefined) application.send([code]);
  });
}
process.on('SIGTERM', () => application.kill());
application.on('exit', (code) => process.exit(code ?? 0));
