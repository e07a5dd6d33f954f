/** Tells the story that every HTTP framework has to stand: edits of each place, a failure, and a crowd of clients. */

import { cleanUp } from '../../support/application';
import { LoadClient } from '../../support/load-client';
import { until } from '../../support/until';
import {
  BOOK,
  BROKEN_SERVICE,
  editsOf,
  type Failure,
  type Health,
  healthOf,
  look,
  type Particulars,
  post,
  SERVICE,
  WHOLE,
} from './bookshop';
import type { Edit } from './edit';
import { Example } from './example';

const EDITS_UNDER_LOAD = 50;

/** A book that is added before the first edit. */
const ADDED = '{"title":"Roadside Picnic","cents":890}';

/** Declares the tests of an example that serves the bookshop. */
export function testBookshop(name: string, particulars: Particulars = {}): void {
  const edits = editsOf(particulars);
  describe(`examples/${name}`, () => {
    let shop: Shop;

    beforeAll(async () => {
      shop = await Shop.open(name);
    });
    afterAll(cleanUp);

    test('it says what is wrong with a request', async () => shop.answersMistakes());

    test.each(edits)('an edit of $what is live with the next request', async (edit) => shop.sees(edit, 1));

    test.each([BROKEN_SERVICE, ...(particulars.failures ?? [])])(
      'where $what throws, the error is told and the old code serves on; the next edit goes live',
      async (failure) => shop.survives(failure),
    );

    test('fifty edits under load lose no request, no connection, no state, and leave nothing behind', async () =>
      shop.survivesLoad(edits));

    test('an edit of the entry restarts the process on the same port', async () => shop.restarts());
  });
}

/** The shop under test; edits are of one process and go on from one test to the next. */
class Shop {
  readonly #example: Example;
  /** How the process was before the first edit. */
  readonly #health: Health;
  /** The last version of the service. */
  #version = 1;
  /** How often the book was looked at. */
  #views = 0;

  private constructor(example: Example, health: Health) {
    this.#example = example;
    this.#health = health;
  }

  static async open(name: string): Promise<Shop> {
    const example = await Example.start(name);
    expect(await post(example.server, ADDED)).toMatch(/^201 /);
    return new Shop(example, await healthOf(example.server));
  }

  async answersMistakes(): Promise<void> {
    const { server } = this.#example;
    expect(await post(server, '{"title":""}')).toMatch(/^400 .*That is not a book/);
    expect(await post(server, '{')).toMatch(/^400 /);
    expect(await server.request('/books/99')).toMatchObject({ status: 404 });
    expect(await server.request('/nowhere')).toMatchObject({ status: 404 });
  }

  /** Saves a version, and waits until it is live. */
  async sees(edit: Edit, version: number): Promise<void> {
    this.#example.edit(edit.file, edit.part, edit.replacement(version));
    const describe = (): string =>
      `'${edit.seen(version)}' is not seen:\n${this.#example.webpack.lines.all.join('\n')}\n`;
    await until(describe, async () => (await this.#look()).includes(edit.seen(version)) || undefined);
    expect(this.#example.webpack.lines.matching(/^\[hot\] restarting/)).toEqual([]);
  }

  async survives({ file, part, replacement }: Failure): Promise<void> {
    const { lines } = this.#example.webpack;
    const from = lines.all.length;
    const before = await this.#look();
    this.#example.edit(file, part, replacement);
    await lines.waitFor(/rolled back: Error: boom/, from);
    expect(withoutViews(await this.#look())).toBe(withoutViews(before));
    this.#example.edit(file, part, part);
    await this.sees(SERVICE, (this.#version += 1));
  }

  async survivesLoad(edits: readonly Edit[]): Promise<void> {
    const { port } = this.#example.server;
    const clients = [true, false].map((keepAlive) => new LoadClient({ port, path: BOOK, keepAlive, expected: WHOLE }));
    for (let version = 10; version < 10 + EDITS_UNDER_LOAD; version += 1) {
      await this.sees(edits[version % edits.length]!, version);
    }
    await Promise.all(clients.map(async (client) => client.stop()));
    for (const client of clients) this.#hasServed(client);
    expect(clients[0]?.connections).toBe(1);
    await this.#isAsBefore();
  }

  async restarts(): Promise<void> {
    this.#example.edit('src/main.ts', `console.log(\``, `console.log('restarted');\n  console.log(\``);
    const { pid, port } = await this.#example.next();
    expect(port).toBe(this.#example.server.port);
    expect(pid).not.toBe(this.#example.server.pid);
  }

  async #look(): Promise<string> {
    this.#views += 1;
    return look(this.#example.server);
  }

  #hasServed({ answered, faults, sent }: LoadClient): void {
    expect({ answered, faults }).toEqual({ answered: sent, faults: [] });
    expect(sent).toBeGreaterThan(EDITS_UNDER_LOAD);
    this.#views += sent;
  }

  /** The cache has counted every request since the process was started, and the book is there; listeners and timers are what they were. */
  async #isAsBefore(): Promise<void> {
    expect(await this.#look()).toContain(`"views":${this.#views}}`);
    expect(await this.#example.server.get('/books/3')).toContain('Roadside Picnic');
    expect(await healthOf(this.#example.server)).toEqual(this.#health);
    expect(this.#example.webpack.lines.matching(/^listening/)).toHaveLength(1);
  }
}

function withoutViews(answer: string): string {
  return answer.replace(/"views":\d+/, '');
}
