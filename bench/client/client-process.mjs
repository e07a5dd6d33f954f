/** Gives edits to the process of the clients. */

import { fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import path from 'node:path';

/** Emits `rest` when the tool is to come to rest: as soon as an edit is served, or something is saved that cannot be. */
export class ClientProcess extends EventEmitter {
  #child = fork(path.join(import.meta.dirname, 'main.mjs'), { stdio: 'inherit' });

  constructor() {
    super();
    this.#child.on('message', ({ type, report }) => this.emit(type, report));
    this.#child.on('exit', (code) => {
      if (code !== 0) this.emit('error', new Error(`The process of the clients has ended with ${code}.`));
    });
  }

  /** Saves an edit while clients ask; `noteCalm` has to be called some time after `rest`. */
  async watch(task) {
    this.#child.send({ type: 'edit', task });
    const [report] = await once(this, 'report');
    return report;
  }

  moveTo(port) {
    this.#child.send({ type: 'port', port });
  }

  noteCalm() {
    this.#child.send({ type: 'calm' });
  }

  stop() {
    if (this.#child.connected) this.#child.disconnect();
  }
}
