/** Tells the story that every HTTP framework has to stand: edits of each place, a failure, and a crowd of clients. */

import { cleanUp } from '../../support/application';
import { LoadClient } from '../../support/load-client';
import { ADDED, type Api, editsOf, type Failure, failuresOf, type Particulars, serviceOf } from './bookshop';
import type { Edit } from './edit';
import { Example } from './example';
import { look } from './http-requests';
import { type Health, lasting } from './lasting-resources';

const EDITS_UNDER_LOAD = 50;

/** Declares the tests of an example that serves the bookshop. */
export function testBookshop(name: string, particulars: Particulars): void {
  const edits = editsOf(particulars);
  describe(`examples/${name}`, () => {
    let shop: Shop;

    beforeAll(async () => {
      shop = await Shop.open(name, particulars);
    });
    afterAll(cleanUp);

    test('it says what is wrong with a request', async () => shop.answersMistakes());

    test.each(edits)('an edit of $what is live with the next request', async (edit) => shop.sees(edit, 1));

    test.each(failuresOf(particulars))(
      'where $what fails, the error is told and the old code serves on; the next edit goes live',
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
  readonly #api: Api;
  readonly #service: Edit;
  /** How the process was before the first edit. */
  readonly #health: Health;
  /** The last version of the service. */
  #version = 1;
  /** How often the book was looked at. */
  #views = 0;

  private constructor(example: Example, particulars: Particulars, health: Health) {
    this.#example = example;
    this.#api = particulars.api;
    this.#service = serviceOf(particulars);
    this.#health = health;
  }

  static async open(name: string, particulars: Particulars): Promise<Shop> {
    const { api } = particulars;
    const example = await Example.start(name);
    await api.add(example.server);
    return new Shop(example, particulars, lasting(await api.health(example.server)));
  }

  async answersMistakes(): Promise<void> {
    await this.#api.answersMistakes(this.#example.server);
  }

  /** Saves a version, and waits until it is live. */
  async sees(edit: Edit, version: number): Promise<void> {
    await this.#example.sees(edit, version, async () => this.#look());
  }

  async survives({ file, part, replacement, error }: Failure): Promise<void> {
    const { lines } = this.#example.webpack;
    const from = lines.all.length;
    const before = await this.#look();
    this.#example.edit(file, part, replacement);
    await lines.waitFor(new RegExp(`rolled back: Error: ${error}`), from);
    expect(withoutViews(await this.#look())).toBe(withoutViews(before));
    this.#example.edit(file, part, part);
    await this.sees(this.#service, (this.#version += 1));
  }

  async survivesLoad(edits: readonly Edit[]): Promise<void> {
    const { port } = this.#example.server;
    const { book, whole } = this.#api;
    const clients = [true, false].map((keepAlive) => new LoadClient({ port, path: book, keepAlive, expected: whole }));
    for (let version = 10; version < 10 + EDITS_UNDER_LOAD; version += 1) {
      await this.sees(edits[version % edits.length]!, version);
    }
    await Promise.all(clients.map(async (client) => client.stop()));
    for (const client of clients) this.#hasServed(client);
    expect(clients[0]?.connections).toBe(1);
    await this.#isAsBefore();
  }

  async restarts(): Promise<void> {
    const { pid, port } = await this.#example.restart();
    expect(port).toBe(this.#example.server.port);
    expect(pid).not.toBe(this.#example.server.pid);
  }

  async #look(): Promise<string> {
    this.#views += 1;
    return look(this.#example.server, this.#api.book);
  }

  #hasServed({ answered, faults, sent }: LoadClient): void {
    expect({ answered, faults }).toEqual({ answered: sent, faults: [] });
    expect(sent).toBeGreaterThan(EDITS_UNDER_LOAD);
    this.#views += sent;
  }

  /** The cache has counted every request since the process was started, and the book is there; listeners and timers are what they were. */
  async #isAsBefore(): Promise<void> {
    const { server, webpack } = this.#example;
    expect(await this.#look()).toContain(`"views":${this.#views}}`);
    expect(await this.#api.added(server)).toContain(ADDED.title);
    expect(lasting(await this.#api.health(server))).toEqual(this.#health);
    expect(webpack.lines.matching(/^listening/)).toHaveLength(1);
  }
}

function withoutViews(answer: string): string {
  return answer.replace(/"views":\d+/, '');
}
