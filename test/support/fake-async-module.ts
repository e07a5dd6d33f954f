/** Imitates how webpack evaluates asynchronous modules (webpack/lib/runtime/AsyncModuleRuntimeModule.js). */

const QUEUES = Symbol('webpack queues');
const EXPORTS = Symbol('webpack exports');
const FAILURE = Symbol('webpack error');

/** A step that goes on when all that it waits for is there. */
interface Step {
  (): void;
  r: number;
}

/** Steps that wait for one module; `d` is below 1 as long as they do. */
type Queue = Step[] & { d: number };

type Visit = (queue: Queue | undefined) => void;

/** What another module depends on: an asynchronous module, or what looks like one. */
interface Dependency {
  [QUEUES]: (visit: Visit) => void;
  [EXPORTS]?: unknown;
  [FAILURE]?: unknown;
}

/** Gives the exports of dependencies, at once or later. */
export type Handle = (dependencies: readonly unknown[]) => Results | Promise<() => Results>;

type Results = readonly unknown[];

/** The body of an asynchronous module. */
export type AsyncBody = (handle: Handle, done: (error?: unknown) => void) => void;

/** `__webpack_require__.a`. */
export function evaluateAsyncModule(module: { exports: unknown }, body: AsyncBody, hasAwait: boolean): void {
  const queue = hasAwait ? createQueue(-1) : undefined;
  const depQueues = new Set<Queue | undefined>();
  const { exports } = module;
  let settle: { resolve: (value: unknown) => void; reject: (error: unknown) => void } | undefined;
  const promise = new Promise((resolve, reject) => (settle = { resolve, reject })) as Promise<unknown> & Dependency;
  promise[EXPORTS] = exports;
  promise[QUEUES] = (visit) => {
    if (queue !== undefined) visit(queue);
    depQueues.forEach(visit);
    promise.catch(() => undefined);
  };
  module.exports = promise;
  const handle: Handle = (dependencies) => {
    const current = dependencies.map(wrapDependency);
    const getResult = (): Results =>
      current.map((dependency) => {
        if (dependency[FAILURE] !== undefined) throw dependency[FAILURE] as Error;
        return dependency[EXPORTS];
      });
    let goOn = (): void => undefined;
    const later = new Promise<() => Results>((resolve) => (goOn = () => resolve(getResult)));
    const step: Step = Object.assign(() => goOn(), { r: 0 });
    const visit: Visit = (other) => {
      if (other === queue || depQueues.has(other)) return;
      depQueues.add(other);
      if (other?.d !== 0) return;
      step.r += 1;
      other.push(step);
    };
    for (const dependency of current) dependency[QUEUES](visit);
    return step.r > 0 ? later : getResult();
  };
  body(handle, (error) => {
    if (error === undefined) settle?.resolve(exports);
    else {
      promise[FAILURE] = error;
      settle?.reject(error);
    }
    resolveQueue(queue);
  });
  if (queue !== undefined && queue.d < 0) queue.d = 0;
}

function createQueue(d: number): Queue {
  return Object.assign([] as Step[], { d });
}

function resolveQueue(queue: Queue | undefined): void {
  if (queue === undefined || queue.d >= 1) return;
  queue.d = 1;
  for (const step of queue) step.r -= 1;
  for (const step of queue) {
    if (step.r > 0) continue;
    step();
  }
}

function wrapDependency(dependency: unknown): Dependency {
  if (typeof dependency === 'object' && dependency !== null) {
    if (QUEUES in dependency) return dependency as Dependency;
    if ('then' in dependency) return wrapThenable(dependency as PromiseLike<unknown>);
  }
  return { [QUEUES]: () => undefined, [EXPORTS]: dependency };
}

function wrapThenable(thenable: PromiseLike<unknown>): Dependency {
  const queue = createQueue(0);
  const wrapped: Dependency = { [QUEUES]: (visit) => visit(queue) };
  thenable.then(
    (value) => {
      wrapped[EXPORTS] = value;
      resolveQueue(queue);
    },
    (error: unknown) => {
      wrapped[FAILURE] = error;
      resolveQueue(queue);
    },
  );
  return wrapped;
}
