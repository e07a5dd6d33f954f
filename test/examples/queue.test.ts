/** Runs the example of a queue consumer, and edits it while orders come in. */

import { cleanUp } from '../support/application';
import type { Edit } from './support/edit';
import { Example } from './support/example';
import { lasting } from './support/lasting-resources';
import { connectMqtt, type Orderer } from './support/mqtt-chatter';
import { Talking } from './support/talking';

const EDITS_UNDER_LOAD = 50;
const WHOLE = /^\{"id":\d+,"price":"\d+\.\d\d \w+","number":\d+.*\}$/;

const HANDLER: Edit = {
  what: 'a handler',
  file: 'src/handlers/order.ts',
  part: 'number: count() }',
  replacement: (version) => `number: count(), edition: ${version} }`,
  seen: (version) => `"edition":${version}}`,
};

const SERVICE: Edit = {
  what: 'a service below the handler',
  file: 'src/services/pricing.ts',
  part: 'CENTS = 250',
  replacement: (version) => `CENTS = ${version}00`,
  seen: (version) => `"${version * 2}.00 `,
};

const CHECKS: Edit = {
  what: 'what comes before the handler',
  file: 'src/services/checks.ts',
  part: 'return order as Order;',
  replacement: (version) => `return { id: order.id!, pieces: order.pieces! + ${version} * 10_000 };`,
  seen: (version) => `"${(version * 10_000 + 2) * 2.5}`.slice(0, 5),
};

const CONFIGURATION: Edit = {
  what: 'the configuration',
  file: 'src/config.ts',
  part: `'EUR'`,
  replacement: (version) => `'V${version}'`,
  seen: (version) => ` V${version}"`,
};

const EDITS = [CHECKS, HANDLER, SERVICE, CONFIGURATION];

describe('examples/queue', () => {
  let example: Example;
  let orderer: Orderer;
  let health: object;

  beforeAll(async () => {
    example = await Example.start('queue');
    const [line] = example.webpack.lines.matching(/^the broker is /);
    orderer = await connectMqtt(String(line).replace('the broker is ', ''), async () =>
      JSON.parse(await example.server.get('/')),
    );
    health = await look();
  });
  afterAll(async () => {
    orderer.close();
    await cleanUp();
  });

  async function look(): Promise<object> {
    const told = (await orderer.health()) as { connected: boolean };
    return { connected: told.connected, ...lasting(told) };
  }

  /** Saves a version, and waits until orders are answered by it. */
  async function sees(edit: Edit, version: number): Promise<void> {
    await example.sees(edit, version, async () => orderer.say('2'));
  }

  test.each(EDITS)('an edit of $what is live with one of the next orders', async (edit) => {
    await sees(edit, 1);
    example.edit(edit.file, edit.part, edit.part);
  });

  test('an edit that throws is told and leaves the old code at work; its fix goes live', async () => {
    const from = example.webpack.lines.all.length;
    example.edit(SERVICE.file, 'export', `throw new Error('boom');\nexport`);
    await example.webpack.lines.waitFor(/rolled back: Error: boom/, from);
    expect(await orderer.say('2')).toMatch(WHOLE);
    await sees(SERVICE, 3);
  });

  test('fifty edits under load lose no order, handle none twice, and leave nothing behind', async () => {
    const talking = new Talking(orderer, '2', WHOLE);
    for (let version = 10; version < 10 + EDITS_UNDER_LOAD; version += 1) {
      const edit = [HANDLER, SERVICE, CONFIGURATION][version % 3]!;
      await sees(edit, version);
    }
    await talking.stop();
    expect({ answered: talking.answered, faults: talking.faults }).toEqual({ answered: talking.sent, faults: [] });
    const numbers = orderer.answers.map((answer) => (JSON.parse(answer) as { number: number }).number);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(await look()).toEqual(health);
    expect(example.webpack.lines.matching(/^listening/)).toHaveLength(1);
  });

  test('an edit of the entry restarts the process, which the broker outlives', async () => {
    await example.restart();
    expect(await orderer.say('2')).toContain('"number":1');
  });
});
