/** Tells the story that connections have to stand which stay open: edits of each place, a failure, and a crowd. */

import { cleanUp } from '../../support/application';
import { until } from '../../support/until';
import type { Chatter, Connect } from './chatter';
import type { Edit } from './edit';
import { Example } from './example';
import { lasting } from './lasting-resources';
import { Talking } from './talking';

const EDITS_UNDER_LOAD = 50;
const TEXT = 'damn good coffee';
const WHOLE = /^\{.*"by":"guest \d+","line":"\[[\w ]+\] guest \d+.*: \*.*\* good coffee","number":\d+\}$/;

const WORDING: Edit = {
  what: 'a service below the handler',
  file: 'src/services/wording.ts',
  part: '${name}:',
  replacement: (version) => `\${name}, v${version}:`,
  seen: (version) => `, v${version}:`,
};

const CENSOR: Edit = {
  what: 'middleware',
  file: 'src/middleware/censor.ts',
  part: `'****'`,
  replacement: (version) => `'*${version}*'`,
  seen: (version) => ` *${version}* good`,
};

const CONFIGURATION: Edit = {
  what: 'the configuration',
  file: 'src/config.ts',
  part: `'lobby'`,
  replacement: (version) => `'room ${version}'`,
  seen: (version) => `[room ${version}]`,
};

/** Declares the tests of an example that serves the chat; the handler is the same place, but not the same text. */
export function testChat(name: string, connect: Connect, handler: Pick<Edit, 'file' | 'part'>): void {
  const edits = [editOf(handler), WORDING, CENSOR, CONFIGURATION];
  describe(`examples/${name}`, () => {
    let chat: Chat;

    beforeAll(async () => {
      chat = await Chat.open(name, connect);
    });
    afterAll(async () => {
      chat.close();
      await cleanUp();
    });

    test.each(edits)('an edit of $what is live on a connection that is open', async (edit) => chat.sees(edit, 1));

    test('an edit that throws is told and leaves the old code serving; its fix goes live', async () =>
      chat.survivesThrowing());

    test('fifty edits while everybody talks lose no message, no connection, no state, and leave nothing behind', async () =>
      chat.survivesTalk(edits));

    test('an edit of the entry restarts the process on the same port, and ends the connections', async () =>
      chat.restarts());
  });
}

function editOf({ file, part }: Pick<Edit, 'file' | 'part'>): Edit {
  return {
    what: 'a handler',
    file,
    part,
    replacement: (version) => part.replace('by', `edition: ${version}, by`),
    seen: (version) => `"edition":${version},`,
  };
}

/** The chat under test; edits are of one process and go on from one test to the next. */
class Chat {
  readonly #example: Example;
  readonly #chatter: Chatter;
  readonly #others: readonly Chatter[];
  /** How the process was before the first edit. */
  readonly #health: object;
  /** How many lines were said. */
  #lines = 0;

  private constructor(example: Example, [chatter, ...others]: readonly [Chatter, ...Chatter[]], health: object) {
    this.#example = example;
    this.#chatter = chatter;
    this.#others = others;
    this.#health = health;
  }

  static async open(name: string, connect: Connect): Promise<Chat> {
    const example = await Example.start(name);
    const { port } = example.server;
    const chatters = [await connect(port), await connect(port), await connect(port)] as const;
    return new Chat(example, chatters, lasting(await chatters[0].health()));
  }

  /** Saves a version, and waits until it is live. */
  async sees(edit: Edit, version: number): Promise<void> {
    await this.#example.sees(edit, version, async () => this.#say());
  }

  async survivesThrowing(): Promise<void> {
    const { lines } = this.#example.webpack;
    const from = lines.all.length;
    this.#example.edit(WORDING.file, 'export', `throw new Error('boom');\nexport`);
    await lines.waitFor(/rolled back: Error: boom/, from);
    expect(await this.#say()).toContain(WORDING.seen(1));
    await this.sees(WORDING, 2);
  }

  async survivesTalk(edits: readonly Edit[]): Promise<void> {
    const talking = this.#others.map((chatter) => new Talking(chatter, TEXT, WHOLE));
    for (let version = 10; version < 10 + EDITS_UNDER_LOAD; version += 1) {
      await this.sees(edits[version % edits.length]!, version);
    }
    await Promise.all(talking.map(async (talk) => talk.stop()));
    for (const talk of talking) this.#hasTalked(talk);
    expect([this.#chatter, ...this.#others].map(({ closed }) => closed)).toEqual([false, false, false]);
    await this.#isAsBefore();
  }

  async restarts(): Promise<void> {
    const { pid, port } = await this.#example.restart();
    expect({ pid, port }).toEqual({ pid: expect.any(Number), port: this.#example.server.port });
    expect(pid).not.toBe(this.#example.server.pid);
    await until(
      () => 'The connections are still open',
      () => [this.#chatter, ...this.#others].every(({ closed }) => closed) || undefined,
    );
  }

  close(): void {
    for (const chatter of [this.#chatter, ...this.#others]) chatter.close();
  }

  async #say(): Promise<string> {
    this.#lines += 1;
    return this.#chatter.say(TEXT);
  }

  #hasTalked({ answered, faults, sent }: Talking): void {
    expect({ answered, faults }).toEqual({ answered: sent, faults: [] });
    expect(sent).toBeGreaterThan(EDITS_UNDER_LOAD);
    this.#lines += sent;
  }

  /** Every line was counted since the process was started; listeners and timers are what they were. */
  async #isAsBefore(): Promise<void> {
    expect(await this.#say()).toContain(`"number":${this.#lines}}`);
    expect(lasting(await this.#chatter.health())).toEqual(this.#health);
    expect(this.#example.webpack.lines.matching(/^listening/)).toHaveLength(1);
  }
}
