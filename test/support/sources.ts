/** Holds the sources that most applications under test have in common. */

/** Answers each request with what `answer` makes of its path. */
const MAIN = `
  import http from 'node:http';
  import { answer } from './hot';

  const server = http.createServer((request, response) => {
    try {
      response.end(String(answer(request.url)));
    } catch (error) {
      response.statusCode = 500;
      response.end(String(error));
    }
  });
  server.listen(0, () => console.log('listening on ' + server.address().port + ' as ' + process.pid));
`;

/** Registers the module `app`, whose changes go live by themselves. */
const AUTOMATIC = `
  import { AutomaticReloader } from 'module-hot-reload/runtime';
  import * as app from './app';

  const reloader = new AutomaticReloader();
  const live = reloader.register(app);
  reloader.start();

  export const answer = (path) => live.respond(path);
`;

/** Registers the module `app`, whose changes wait for SIGUSR2. */
const MANUAL = `
  import { ManualReloader } from 'module-hot-reload/runtime';
  import * as app from './app';

  const reloader = new ManualReloader();
  const live = reloader.register(app);
  reloader.listen();

  export const answer = (path) => live.respond(path);
`;

/** Counts as long as it is not evaluated again. */
const COUNTER = `
  let count = 0;

  export function next() {
    count += 1;
    return count;
  }
`;

type ServerFile = 'main.js' | 'hot.js' | 'counter.js';

/** A server that hands the path of each request to `respond` of the module `app`, which goes live by itself. */
export const SERVER: Readonly<Record<ServerFile, string>> = {
  'main.js': MAIN,
  'hot.js': AUTOMATIC,
  'counter.js': COUNTER,
};

/** The same server, whose changes wait for SIGUSR2. */
export const MANUAL_SERVER: Readonly<Record<ServerFile, string>> = { ...SERVER, 'hot.js': MANUAL };

/** The same server as {@link SERVER}, which waits for the answer. */
export const ASYNC_SERVER: Readonly<Record<ServerFile, string>> = {
  ...SERVER,
  'main.js': MAIN.replace('(request, response) =>', 'async (request, response) =>').replace(
    'answer(r',
    'await answer(r',
  ),
};

/** An `app` that answers `/count` with the next number, and everything else with a greeting and the leaf's `name`. */
export function greetingApp(greeting: string): string {
  return `
    import { name } from './leaf';
    import { next } from './counter';

    export function respond(path) {
      return path === '/count' ? next() : '${greeting} ' + name;
    }
  `;
}

/** A `leaf` with a `name`. */
export function leaf(name: string): string {
  return `export const name = '${name}';`;
}

/** A `hot` that runs a worker beside the server; `/worker` tells what it said last, everything else asks it. */
const WITH_WORKER = `
  import { Worker } from 'worker_threads';
  import { AutomaticReloader } from 'module-hot-reload/runtime';
  import * as app from './app';

  const reloader = new AutomaticReloader();
  const live = reloader.register(app);
  reloader.start();
  const worker = new Worker(new URL('./worker.js', import.meta.url));
  let said = '';
  worker.on('message', (text) => (said = text));

  export const answer = (path) => {
    if (path === '/worker') return said;
    if (path === '/terminate') return worker.terminate(), 'terminating';
    if (path === '/end') return setImmediate(() => process.exit()), 'ending';
    worker.postMessage(path);
    return live.respond(path);
  };
`;

const WORKER = `
  import { parentPort } from 'worker_threads';
  import { AutomaticReloader } from 'module-hot-reload/runtime';
  import * as job from './job';

  const reloader = new AutomaticReloader();
  const live = reloader.register(job);
  reloader.start();
  parentPort.on('message', (text) => (text === '/exit' ? process.exit() : parentPort.postMessage(live.work())));
`;

/** The same server as {@link SERVER}, with a worker thread that works on the leaf as well. */
export const WORKER_SERVER: Readonly<Record<ServerFile | 'worker.js' | 'job.js', string>> = {
  ...SERVER,
  'hot.js': WITH_WORKER,
  'worker.js': WORKER,
  'job.js': "import { name } from './leaf';\nexport const work = () => 'working on ' + name;",
};
