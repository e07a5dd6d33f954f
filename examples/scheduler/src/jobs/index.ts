/** Schedules every job, and ends all of them before their next version begins. */

import { Cron } from 'croner';

import { config } from '../config';
import { report } from './report';

// Croner refuses a second job of the same name: there is never more than one.
export const jobs = [new Cron(config.pattern, { name: 'report', protect: true }, report)];

import.meta.webpackHot?.dispose(() => {
  for (const job of jobs) job.stop();
});
