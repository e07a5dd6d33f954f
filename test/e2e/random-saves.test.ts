/** Saves modules at random moments, some in new folders, while builds are under way: what was saved last goes live. */

import { Application, cleanUp } from '../support/application';
import { writeOthers } from '../support/other-modules';
import { createRandom } from '../support/random';
import { RandomTree, type Save } from '../support/random-tree';
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

test.each([
  [1, 5],
  [2, 5],
  [3, 20],
])('the saves of seed %i, where webpack waits for %i ms for further ones', async (seed, aggregateTimeout) => {
  const random = createRandom(seed);
  const tree = new RandomTree(random);
  const files = { ...SERVER, ...writeOthers(OTHERS), ...tree.files, 'app.js': APP };
  const application = new Application(files, { config: `watchOptions: { aggregateTimeout: ${aggregateTimeout} },` });
  await application.watch();
  const server = await application.serve();

  const save = async ({ name, text }: Save): Promise<void> => {
    if (text === undefined) application.delete(name);
    else if (random(2) === 0) application.edit(name, text);
    else application.editAtomically(name, text);
    const looks = random(3) > 0 ? random(MOST_LOOKS) : 0;
    for (let look = 0; look < looks; look += 1) await server.get('/');
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let steps = 1 + random(MOST_STEPS); steps > 0; steps -= 1) for (const part of tree.next()) await save(part);
    await server.untilText('/', tree.text);
  }
});
