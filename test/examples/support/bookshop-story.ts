/** Tells the story that every HTTP framework has to stand: edits of each place, a failure, and a crowd of clients. */

import { cleanUp } from '../../support/application';
import { LoadClient } from '../../support/load-client';
import { until } from '../../support/until';
import { BOOK, editsOf, type Health, healthOf, look, type Places, SERVICE, WHOLE } from './bookshop';
import type { Edit } from './edit';
import { Example } from './example';

const EDITS_UNDER_LOAD = 50;

/** Declares the tests of an example that serves the bookshop. */
export function testBookshop(name: string, places: Places = {}): void {
  const edits = editsOf(places);
  describe(`examples/${name}`, () => {
    let shop: Shop;

    beforeAll(async () => {
      shop = await Shop.open(name);
    });
    afterAll(cleanUp);

    test.each(edits)('an edit of $what is live with the next request', async (edit) => shop.sees(edit, 1));

    test('an edit that throws is told and leaves the old code serving; its fix goes live', async () =>
      shop.survivesThrowing());

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
  /** How often the book was looked at. */
  #views = 0;

  private constructor(example: Example, health: Health) {
    this.#example = example;
    this.#health = health;
  }

  static async open(name: string): Promise<Shop> {
    const example = await Example.start(name);
    return new Shop(example, await healthOf(example.server));
  }

  /** Saves a version, and waits until it is live. */
  async sees(edit: Edit, version: number): Promise<void> {
    this.#example.edit(edit.file, edit.part, edit.replacement(version));
    const describe = (): string =>
      `'${edit.seen(version)}' is not seen:\n${this.#example.webpack.lines.all.join('\n')}\n`;
    await until(describe, async () => (await this.#look()).includes(edit.seen(version)) || undefined);
    expect(this.#example.webpack.lines.matching(/^\[hot\] restarting/)).toEqual([]);
  }

  async survivesThrowing(): Promise<void> {
    const { lines } = this.#example.webpack;
    const from = lines.all.length;
    const before = await this.#look();
    this.#example.edit(
      SERVICE.file,
      SERVICE.part,
      `DISCOUNT = fail(); function fail(): never { throw new Error('boom'); }`,
    );
    await lines.waitFor(/rolled back: Error: boom/, from);
    expect(withoutViews(await this.#look())).toBe(withoutViews(before));
    await this.sees(SERVICE, 2);
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

  /** The cache has counted every request since the process was started; listeners and timers are what they were. */
  async #isAsBefore(): Promise<void> {
    expect(await this.#look()).toContain(`"views":${this.#views}}`);
    expect(await healthOf(this.#example.server)).toEqual(this.#health);
    expect(this.#example.webpack.lines.matching(/^listening/)).toHaveLength(1);
  }
}

function withoutViews(answer: string): string {
  return answer.replace(/"views":\d+/, '');
}
