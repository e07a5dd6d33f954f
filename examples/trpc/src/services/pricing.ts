/** Makes prices. */

import { config } from '../config';
import { rateOf } from './exchange-rates';

const DISCOUNT = 0;

export function formatPrice(cents: number): string {
  const amount = ((cents - DISCOUNT) / 100) * rateOf(config.currency);
  return `${amount.toFixed(2)} ${config.currency}`;
}
