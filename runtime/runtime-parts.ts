/** Names what a runtime is made with: everything that touches the world outside. */

import type { Unsubscribe } from './api';
import type { AsyncContext } from './evaluation';
import type { HotHost } from './host';
import type { Owner } from './kept/kept-resources';
import type { Presence } from './presence/presence';
import type { BootstrapOptions } from './protocol/bootstrap-options';
import type { Holder } from './registry';
import type { Reporter } from './reporter';
import type { Signals } from './triggers/signals';
import type { UpdateSource } from './update-source/update-source';

/** The parts that come from outside. */
export interface RuntimeParts {
  readonly host: HotHost;
  readonly source: UpdateSource;
  readonly reporter: Reporter;
  readonly signals: Pick<Signals<Holder>, 'listen'>;
  readonly options: Pick<BootstrapOptions, 'mode' | 'settleTimeout'>;
  /** Whether somebody starts the process again where an update cannot be applied. */
  readonly restarts: boolean;
  /** Whether the application may see to that itself. */
  readonly replaceable: boolean;
  /** Is told what the process has come to. */
  readonly presence: Pick<Presence, 'tell'>;
  /** Milliseconds since some fixed moment. */
  readonly now: () => number;
  /** Rejects when work has not settled within so many milliseconds. */
  readonly limit: (work: PromiseLike<unknown>, ms: number) => Promise<unknown>;
  /** Follows asynchronous modules across what they wait for. */
  readonly context: AsyncContext<Owner | undefined>;
  /** Keeps the process alive until the function that is returned is called. */
  readonly keepAlive: () => Unsubscribe;
  /** Does something when the current work and what waits for it are through. */
  readonly defer: (work: () => void) => void;
  /** Whether webpack has made an update that was not published: that of a build with errors. */
  readonly hasFailedBuild: () => Promise<boolean>;
  /** Arranges for another request: something could not be read. */
  readonly tryAgainLater: () => void;
}
