/** Runs a PostgreSQL server for a test, and asks it who is connected. */

import path from 'node:path';

import { Client } from 'pg';

import { StartedProcess } from '../../support/started-process';
import { until } from '../../support/until';

const FOLDER = path.resolve(__dirname, '../../../examples/postgres');

/** The server that the example for PostgreSQL brings along; `DATABASE_URL` names another one. */
export class PostgresServer {
  readonly url: string;
  readonly #client: Client;
  readonly #process: StartedProcess | undefined;

  private constructor(url: string, client: Client, process: StartedProcess | undefined) {
    this.url = url;
    this.#client = client;
    this.#process = process;
  }

  static async start(): Promise<PostgresServer> {
    const given = process.env['DATABASE_URL'];
    const script = path.join(FOLDER, 'database.mjs');
    const started = given
      ? undefined
      : new StartedProcess(script, { cwd: FOLDER, args: ['--attached'], hasInput: true, env: { PORT: '0' } });
    const [, url = given] = (await started?.lines.waitFor(/^DATABASE_URL=(.+)$/)) ?? [];
    const client = new Client({ connectionString: url!, application_name: 'test' });
    await client.connect();
    return new PostgresServer(url!, client, started);
  }

  /** The process ids of the connections that an application has. */
  async connectionsOf(application: string): Promise<readonly number[]> {
    const { rows } = await this.#client.query<{ pid: number }>(
      'select pid from pg_stat_activity where application_name = $1 order by pid',
      [application],
    );
    return rows.map(({ pid }) => pid);
  }

  /** Waits until an application has connections that are as expected. */
  async untilConnections(
    application: string,
    expected: (pids: readonly number[]) => boolean | Promise<boolean>,
  ): Promise<readonly number[]> {
    let pids: readonly number[] = [];
    const describe = (): string => `The connections of ${application} are ${pids.join(', ')}`;
    return until(describe, async () => {
      pids = await this.connectionsOf(application);
      return (await expected(pids)) ? pids : undefined;
    });
  }

  async stop(): Promise<void> {
    await this.#client.end();
    await this.#process?.stop();
  }
}
