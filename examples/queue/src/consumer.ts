/** Takes messages: reads them, finds who handles them, and says what came of it. */

import { config } from './config';
import { handleOrder } from './handlers/order';
import { check } from './services/checks';

/** Publishes a text under a topic. */
type Publish = (topic: string, text: string) => Promise<unknown>;

export async function consume(topic: string, payload: Buffer, publish: Publish): Promise<void> {
  const message = check(topic, payload.toString());
  const answer = 'problem' in message ? message : await handleOrder(message);
  await publish(config.answerTo, JSON.stringify(answer));
}
