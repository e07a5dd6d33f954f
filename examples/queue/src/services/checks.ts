/** Looks at messages before anybody handles them. */

import type { Order } from '../handlers/order';

const GREATEST = 1000;

export function check(topic: string, text: string): Order | { problem: string } {
  const order = parse(text);
  const isOrder = typeof order?.id === 'number' && typeof order.pieces === 'number';
  if (!isOrder) return { problem: `That is not an order: ${topic} ${text}` };
  if (order.pieces > GREATEST) return { problem: `At most ${GREATEST} pieces` };
  return order as Order;
}

function parse(text: string): Partial<Order> | undefined {
  try {
    return JSON.parse(text) as Partial<Order>;
  } catch {
    return undefined;
  }
}
