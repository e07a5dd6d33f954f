/** GET /: the jobs and their last reports. POST /run: runs one now. */

import type { IncomingMessage, ServerResponse } from 'node:http';

import { scheduledJobs } from 'croner';

import { jobs } from './jobs';
import { lastReport, reports } from './services/history';

export async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'POST') for (const job of jobs) await job.trigger();
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify({
      pid: process.pid,
      listeners: request.socket.listenerCount('data'),
      resources: process.getActiveResourcesInfo(),
      jobs: scheduledJobs.map(({ name }) => name),
      next: jobs.map((job) => job.nextRun()),
      last: lastReport(),
      reports: reports(),
    }),
  );
}
