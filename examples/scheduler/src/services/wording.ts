/** Words what the reports say. */

import { config } from '../config';

const UNIT = 'MB';

export function word(amount: number): string {
  return `${config.greeting}, ${amount} ${UNIT}`;
}
