/** Answers requests with what the newest code says; the count tells whether the state was kept. */

import { marker, sum } from './area-0/module-0.ts';
import { countRequest } from './state.ts';

export function respond(): string {
  return JSON.stringify({ marker, sum, count: countRequest(), pid: process.pid });
}
