/** Keeps the listening sockets of a process open from one start to the next. */

import type { ChildProcess, SendHandle } from 'node:child_process';
import {
  type ChildMessage,
  KEEPER_COMMAND,
  type KeeperMessage,
  type KeptSocket,
  parseChildMessage,
  PRELOAD_VARIABLE,
  type PreloadSettings,
} from '../../../runtime/protocol/preload';
import type { PortPolicy } from '../../options';
import type { PortKeeping, PortPlan } from '../port-keeping';
import { PRELOAD_FILE } from './preload-file';
import { removeNames } from './socket-names';

/** What a process is prepared with before the application runs. */
export interface Preparation {
  /** The signal that a process raises on itself once the compiler has died. */
  readonly signal: NodeJS.Signals;
  /** Milliseconds between that signal and SIGKILL. */
  readonly killTimeout: number;
  /** What V8 is told, if anything. */
  readonly v8Flag?: string | undefined;
}

/** The handle of a socket, as Node.js passes it over a channel (`TCP` or `Pipe` of its bindings). */
interface NativeHandle {
  close(): void;
}

interface Held extends KeptSocket {
  readonly handle: NativeHandle;
}

/** The first file descriptor after standard input, output, error and the channel. */
const FIRST_DESCRIPTOR = 4;

/** Windows passes sockets over a channel only. */
const INHERITS = process.platform !== 'win32';

/** Owns the sockets that are kept. It never listens on them: connections wait until a process accepts them. */
export class PortKeeper implements PortKeeping {
  readonly #mode: PortPolicy;
  readonly #preparation: Preparation;
  readonly #held = new Map<string, Held>();
  readonly #draining = new Map<ChildProcess, () => void>();
  #closed = false;

  constructor(mode: PortPolicy, { signal, killTimeout, v8Flag }: Preparation) {
    this.#mode = mode;
    this.#preparation = { signal, killTimeout, v8Flag };
  }

  /**
   * Tells what the next process is to be started with. What is handed over is all that is kept at this moment:
   * the process before has to have ended.
   */
  prepare(): PortPlan {
    const held = [...this.#held.values()];
    const sockets = held.map(({ id, name }, index) => ({ id, name, fd: INHERITS ? FIRST_DESCRIPTOR + index : null }));
    const settings: PreloadSettings = { keeps: this.#mode === 'keep', ...this.#preparation, sockets };
    return {
      execArgv: ['--require', PRELOAD_FILE],
      env: { [PRELOAD_VARIABLE]: JSON.stringify(settings) },
      stdio: INHERITS ? held.map(({ handle }) => handle) : [],
    };
  }

  /** Listens to a process; to be called as soon as it is forked. */
  attach(child: ChildProcess): void {
    child.on('message', (message, handle) => {
      const parsed = parseChildMessage(message);
      if (parsed) this.#receive(child, parsed, isNativeHandle(handle) ? handle : undefined);
    });
  }

  /**
   * Asks a process to accept nothing more and to finish what is in flight.
   *
   * @returns a promise that resolves when that is done, or when the process cannot tell any more
   */
  async drain(child: ChildProcess): Promise<void> {
    if (!child.connected) return;
    await new Promise<void>((resolve) => {
      this.#draining.set(child, resolve);
      child.once('disconnect', resolve).once('exit', resolve);
      send(child, { cmd: KEEPER_COMMAND, action: 'drain' });
    });
    this.#draining.delete(child);
  }

  /** Lets go of everything. */
  close(): void {
    this.#closed = true;
    for (const { id, name } of this.#held.values()) {
      removeNames(name);
      this.#release(id);
    }
  }

  #receive(child: ChildProcess, message: ChildMessage, handle: NativeHandle | undefined): void {
    if (message.type === 'module-hot-reload/drained') {
      this.#draining.get(child)?.();
      return;
    }
    if (message.action === 'offer') this.#take(message.socket, handle);
    if (message.action === 'release') this.#release(message.id);
    const id = message.action === 'offer' ? message.socket.id : message.id;
    const held = this.#held.get(id);
    send(child, { cmd: KEEPER_COMMAND, action: held ? 'kept' : 'released', id }, held?.handle);
  }

  #take(socket: KeptSocket, handle: NativeHandle | undefined): void {
    if (!handle) return;
    if (this.#closed || this.#held.has(socket.id)) handle.close();
    else this.#held.set(socket.id, { ...socket, handle });
  }

  #release(id: string): void {
    this.#held.get(id)?.handle.close();
    this.#held.delete(id);
  }
}

function isNativeHandle(handle: unknown): handle is NativeHandle {
  return typeof handle === 'object' && handle !== null && 'close' in handle && typeof handle.close === 'function';
}

/** A process that has ended meanwhile needs no answer. */
function send(child: ChildProcess, message: KeeperMessage, handle?: NativeHandle): void {
  // The types know of the objects around handles only.
  if (child.connected) child.send(message, handle as unknown as SendHandle | undefined, () => undefined);
}
