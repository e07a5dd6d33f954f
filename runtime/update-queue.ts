/** Runs one piece of work at a time; requests that arrive meanwhile become one more. */

/** A queue that is never longer than one. */
export class UpdateQueue<Request, Result> {
  readonly #run: (request: Request) => Promise<Result>;
  readonly #merge: (a: Request, b: Request) => Request;
  #running: Promise<unknown> | undefined;
  #next: { request: Request; readonly result: Promise<Result> } | undefined;

  /**
   * @param run - does the work; it must not reject
   * @param merge - makes one request of two
   */
  constructor(run: (request: Request) => Promise<Result>, merge: (a: Request, b: Request) => Request) {
    this.#run = run;
    this.#merge = merge;
  }

  /** Asks for work; the promise is that of the run which covers the request. */
  request(request: Request): Promise<Result> {
    if (this.#next !== undefined) {
      this.#next.request = this.#merge(this.#next.request, request);
      return this.#next.result;
    }
    if (this.#running === undefined) return this.#start(request);
    const result = this.#running.then(() => {
      const { request: merged } = this.#next ?? { request };
      this.#next = undefined;
      return this.#start(merged);
    });
    this.#next = { request, result };
    return result;
  }

  #start(request: Request): Promise<Result> {
    const run = this.#run(request);
    this.#running = run.finally(() => {
      if (this.#next === undefined) this.#running = undefined;
    });
    return run;
  }
}
