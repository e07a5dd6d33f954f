/** Knows what one euro is worth, and looks again from time to time. */

import { config } from '../config';

let rates = lookUp();

/** Begins to look again, and returns the function that stops it. */
export function refreshRates(): () => void {
  const timer = setInterval(() => (rates = lookUp()), config.ratesRefreshSeconds * 1000);
  return () => clearInterval(timer);
}

export function rateOf(currency: string): number {
  return rates.get(currency) ?? 1;
}

/** Stands for a request to a bank. */
function lookUp(): Map<string, number> {
  return new Map([
    ['EUR', 1],
    ['USD', 1.1],
  ]);
}
