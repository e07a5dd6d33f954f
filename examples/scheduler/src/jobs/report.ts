/** Reports how much memory the process has. */

import { remember } from '../services/history';
import { word } from '../services/wording';

export async function report(): Promise<void> {
  const megabytes = Math.round(process.memoryUsage.rss() / 1e6);
  await remember(`report: ${word(megabytes)}`);
}
