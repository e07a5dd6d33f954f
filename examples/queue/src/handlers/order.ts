/** Handles an order. */

import { count } from '../services/orders';
import { priceOf } from '../services/pricing';

export interface Order {
  readonly id: number;
  readonly pieces: number;
}

export async function handleOrder({ id, pieces }: Order): Promise<object> {
  const price = priceOf(pieces);
  return { id, price, number: count() };
}
