/** Makes prices. */

import { config } from '../config';

const CENTS = 250;

export function priceOf(pieces: number): string {
  return `${((pieces * CENTS) / 100).toFixed(2)} ${config.currency}`;
}
