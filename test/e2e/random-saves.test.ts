/** Saves modules at random moments, some in new folders, some with mistakes, while builds are under way: what was saved last goes live. */

import { Application, cleanUp } from '../support/application';
import { writeOthers } from '../support/other-modules';
import { createRandom, type Random } from '../support/random';
import { RandomTree, type Save } from '../support/random-tree';
import type { Server } from '../support/server';
import { SERVER } from '../support/sources';

afterEach(cleanUp);

const ROUNDS = 20;
/** What somebody does before he looks at the result. */
const MOST_STEPS = 5;
/** How often he looks between two saves, which takes about a millisecond: some saves fall into builds, some between two. */
const MOST_LOOKS = 60;
/** So many modules that nobody edits: what is done between two builds takes a while. */
const OTHERS = 300;

const APP = `
  import './others/all';
  import { text } from './root';
  export const respond = () => text;
`;

/** Saves as somebody does who makes mistakes. */
class Author {
  readonly #application: Application;
  readonly #server: Server;
  readonly #random: Random;
  readonly #mistakes: number;
  /** What does not compile for the moment, by name. */
  readonly #broken = new Map<string, string>();

  /** @param mistakes - how many of a hundred saves do not compile */
  constructor(application: Application, server: Server, random: Random, mistakes: number) {
    this.#application = application;
    this.#server = server;
    this.#random = random;
    this.#mistakes = mistakes;
  }

  async save({ name, text }: Save): Promise<void> {
    this.#broken.delete(name);
    if (text === undefined || this.#random(100) >= this.#mistakes) return this.#write({ name, text });
    this.#broken.set(name, text);
    return this.#write({ name, text: `${text}\nexport const = ;` });
  }

  async mend(): Promise<void> {
    for (const [name, text] of this.#broken) await this.#write({ name, text });
    this.#broken.clear();
  }

  async #write({ name, text }: Save): Promise<void> {
    if (text === undefined) this.#application.delete(name);
    else if (this.#random(2) === 0) this.#application.edit(name, text);
    else this.#application.editAtomically(name, text);
    const looks = this.#random(3) > 0 ? this.#random(MOST_LOOKS) : 0;
    for (let look = 0; look < looks; look += 1) await this.#server.get('/');
  }
}

test.each([
  [1, 5, 0],
  [2, 5, 0],
  [3, 20, 0],
  [4, 5, 30],
  [5, 20, 30],
])('the saves of seed %i, after which webpack waits for %i ms, %i %% with mistakes', async (seed, wait, mistakes) => {
  const random = createRandom(seed);
  const tree = new RandomTree(random);
  const files = { ...SERVER, ...writeOthers(OTHERS), ...tree.files, 'app.js': APP };
  const application = new Application(files, { config: `watchOptions: { aggregateTimeout: ${wait} },` });
  await application.watch();
  const server = await application.serve();

  const author = new Author(application, server, random, mistakes);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let steps = 1 + random(MOST_STEPS); steps > 0; steps -= 1)
      for (const part of tree.next()) await author.save(part);
    await author.mend();
    await server.untilText('/', tree.text);
  }
});
