/** Saves three modules faster than webpack builds: nobody ever goes back to an older version of one. */

import { Application, cleanUp } from '../support/application';
import { writeOthers } from '../support/other-modules';
import { createRandom } from '../support/random';
import type { Server } from '../support/server';
import { SERVER } from '../support/sources';
import { until } from '../support/until';

afterEach(cleanUp);

const ROUNDS = 15;
const MOST_SAVES = 5;
/** How often somebody looks between two saves, a millisecond each: some fall into one build, some into the moment between two. */
const MOST_LOOKS = 150;
const OTHERS = 600;

const APP = `
  import './others/all';
  import { a, sum } from './a';
  import { b } from './b';
  import { c } from './c';
  export const respond = () => [a, b, c, sum()].join(' ');
`;

type Name = 'a' | 'b' | 'c';
const NAMES: readonly Name[] = ['a', 'b', 'c'];

/** A version of a module; one of them imports another one. */
function textOf(name: Name, version: number): string {
  const text = `export const ${name} = ${version};\n`;
  return name === 'a' ? `import { b } from './b';\n${text}export const sum = () => a + b;\n` : text;
}

/** Asks a server, and notes where it says something older than before. */
class Witness {
  readonly wentBack: string[] = [];
  readonly #server: Server;
  #last: readonly number[] = [];

  constructor(server: Server) {
    this.#server = server;
  }

  async look(): Promise<string> {
    const text = await this.#server.get('/');
    const said = text.split(' ').map(Number);
    if (said.some((version, index) => version < (this.#last[index] ?? 0)))
      this.wentBack.push(`${this.#last.join()} → ${said.join()}`);
    this.#last = said;
    return text;
  }

  async until(expected: string): Promise<void> {
    let last = '';
    const look = async (): Promise<true | undefined> => ((last = await this.look()) === expected ? true : undefined);
    await until(() => `The server says ${last}, not ${expected}`, look);
  }
}

test.each([1, 2])('the saves of seed %i', async (seed) => {
  const random = createRandom(seed);
  const versions = { a: 0, b: 0, c: 0 };
  const first = Object.fromEntries(NAMES.map((name) => [`${name}.js`, textOf(name, 0)]));
  const debug = 'infrastructureLogging: { debug: /module-hot-reload/ },';
  const application = new Application(
    { ...SERVER, ...writeOthers(OTHERS), ...first, 'app.js': APP },
    { config: debug },
  );
  const webpack = await application.watch();
  const server = await application.serve();
  const witness = new Witness(server);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let saves = 1 + random(MOST_SAVES); saves > 0; saves -= 1) {
      const name = NAMES[random(NAMES.length)]!;
      versions[name] += 1;
      if (random(2) === 0) application.edit(`${name}.js`, textOf(name, versions[name]));
      else application.editAtomically(`${name}.js`, textOf(name, versions[name]));
      for (let looks = random(random(4) === 0 ? 3 : MOST_LOOKS); looks > 0; looks -= 1) await witness.look();
    }
    const { a, b, c } = versions;
    await witness.until([a, b, c, a + b].join(' '));
  }
  expect(witness.wentBack).toEqual([]);
  expect(webpack.lines.matching(/fast lane: mismatch/)).toEqual([]);
  expect(webpack.lines.matching(/fast lane: published/).length).toBeGreaterThan(ROUNDS / 3);
});
