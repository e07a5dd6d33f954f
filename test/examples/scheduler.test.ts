/** Runs the example of a scheduler, and edits its jobs. */

import { cleanUp } from '../support/application';
import { until } from '../support/until';
import type { Edit } from './support/edit';
import { Example } from './support/example';
import { type Health, lasting } from './support/lasting-resources';

const EDITS_UNDER_LOAD = 50;

/** What the example tells of itself. */
interface Status extends Health {
  readonly jobs: readonly string[];
  readonly next: readonly string[];
  readonly last: string;
  readonly reports: number;
}

const JOB: Edit = {
  what: 'a job',
  file: 'src/jobs/report.ts',
  part: '`report:',
  replacement: (version) => `\`report ${version}:`,
  seen: (version) => `report ${version}:`,
};

const SERVICE: Edit = {
  what: 'a service below the job',
  file: 'src/services/wording.ts',
  part: `'MB'`,
  replacement: (version) => `'MB ${version}'`,
  seen: (version) => `MB ${version}"`,
};

const CONFIGURATION: Edit = {
  what: 'the configuration',
  file: 'src/config.ts',
  part: `'Good day'`,
  replacement: (version) => `'Hello ${version}'`,
  seen: (version) => `Hello ${version},`,
};

const EDITS = [JOB, SERVICE, CONFIGURATION];

describe('examples/scheduler', () => {
  let example: Example;
  let before: Status;

  beforeAll(async () => {
    example = await Example.start('scheduler');
    before = await run();
  });
  afterAll(cleanUp);

  /** Has the jobs run now. */
  async function run(): Promise<Status> {
    const response = await fetch(`http://127.0.0.1:${example.server.port}/run`, { method: 'POST' });
    return (await response.json()) as Status;
  }

  /** Saves a version, and waits until the job runs with it. */
  async function sees(edit: Edit, version: number): Promise<void> {
    await example.sees(edit, version, async () => JSON.stringify((await run()).last));
  }

  test.each(EDITS)('the next run shows an edit of $what', async (edit) => sees(edit, 1));

  test('an edit that throws is told, and the jobs of the version before go on; its fix goes live', async () => {
    const from = example.webpack.lines.all.length;
    example.edit(SERVICE.file, 'export', `throw new Error('boom');\nexport`);
    await example.webpack.lines.waitFor(/rolled back: Error: boom/, from);
    expect(await run()).toMatchObject({ jobs: ['report'], last: expect.stringContaining('MB 1') });
    await sees(SERVICE, 2);
  });

  test('fifty edits leave one job and one timer, and no report is forgotten', async () => {
    for (let version = 10; version < 10 + EDITS_UNDER_LOAD; version += 1) {
      await sees(EDITS[version % EDITS.length]!, version);
    }
    const now = await run();
    expect(now.jobs).toEqual(['report']);
    expect(lasting(now)).toEqual(lasting(before));
    expect(now.reports).toBeGreaterThanOrEqual(before.reports + EDITS_UNDER_LOAD);
  });

  test('another pattern sets another time, and the job runs by the clock', async () => {
    const { reports } = await run();
    example.edit('src/config.ts', `'*/10 * * * * *'`, `'* * * * * *'`);
    const ask = async (): Promise<Status> => JSON.parse(await example.server.get('/')) as Status;
    await until(
      () => 'the job does not run every second',
      async () => (await ask()).reports > reports + 1 || undefined,
    );
    expect((await ask()).jobs).toEqual(['report']);
  });

  test('an edit of the entry restarts the process on the same port', async () => {
    const { port } = await example.restart();
    expect(port).toBe(example.server.port);
  });
});
