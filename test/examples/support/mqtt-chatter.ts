/** Sends orders over MQTT, and waits for what becomes of each. */

import { connectAsync } from 'mqtt';

import { withDeadline } from '../../support/until';
import type { Chatter } from './chatter';

/** A client of the queue; `answers` are all that came, whoever ordered. */
export interface Orderer extends Chatter {
  readonly answers: readonly string[];
}

/**
 * Opens a connection.
 *
 * @param url - of the broker
 * @param health - asks the consumer how it is doing
 */
export async function connectMqtt(url: string, health: () => Promise<unknown>): Promise<Orderer> {
  const client = await connectAsync(url, { reconnectPeriod: 0 });
  const answers: string[] = [];
  const waiting = new Map<number, (answer: string) => void>();
  let last = 0;
  client.on('message', (_topic, payload) => {
    const answer = payload.toString();
    answers.push(answer);
    const { id } = JSON.parse(answer) as { id: number };
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  await client.subscribeAsync('orders/done', { qos: 1 });
  return {
    answers,
    get closed() {
      return !client.connected;
    },
    say: async (pieces) => {
      const id = (last += 1);
      const answer = new Promise<string>((resolve) => waiting.set(id, resolve));
      await client.publishAsync('orders/new', JSON.stringify({ id, pieces: Number(pieces) }), { qos: 1 });
      return withDeadline(() => `Order ${id} is not answered; the last answer is ${answers.at(-1)}`, answer, 10_000);
    },
    health,
    close: () => client.end(true),
  };
}
