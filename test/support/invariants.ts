/** Checks what holds of a bundle's module graph between any two transactions. */

import type { FakeBundle } from './fake-bundle';

/** What must come back when a transaction is undone, and may be kept nowhere once it is over. */
export interface GraphState {
  readonly instances: ReadonlyMap<string, object>;
  readonly exports: ReadonlyMap<string, unknown>;
  readonly bindings: ReadonlyMap<string, readonly (readonly [PropertyKey, unknown])[]>;
  readonly parents: Readonly<Record<string, readonly unknown[]>>;
  readonly children: Readonly<Record<string, readonly unknown[]>>;
  readonly factories: ReadonlyMap<string, unknown>;
  readonly hash: string;
}

/** Takes down the state of the graph. */
export function captureGraph({ require }: FakeBundle): GraphState {
  const modules = Object.entries(require.c).flatMap(([id, module]) =>
    module === undefined ? [] : [[id, module] as const],
  );
  const bindings = modules.map(([id, { exports }]) => {
    const names = typeof exports === 'object' && exports !== null ? Reflect.ownKeys(exports) : [];
    return [id, names.map((name) => [name, Reflect.get(exports as object, name) as unknown] as const)] as const;
  });
  return {
    instances: new Map(modules),
    exports: new Map(modules.map(([id, { exports }]) => [id, exports])),
    bindings: new Map(bindings),
    parents: Object.fromEntries(modules.map(([id, { parents }]) => [id, [...parents].sort()])),
    children: Object.fromEntries(modules.map(([id, { children }]) => [id, [...children].sort()])),
    factories: new Map(Object.entries(require.m)),
    hash: require.h(),
  };
}

/** Names everything in the graph that points to what is not there, or back to nothing. */
export function findLooseEnds({ require }: FakeBundle): readonly string[] {
  const problems: string[] = [];
  for (const [id, module] of Object.entries(require.c)) {
    if (module === undefined) continue;
    const { parents, children, hot } = module;
    if (!hot.active) problems.push(`${id} is not active`);
    if (new Set(parents).size !== parents.length) problems.push(`${id} has a parent twice`);
    if (new Set(children).size !== children.length) problems.push(`${id} has a child twice`);
    for (const parent of parents) {
      if (require.c[parent]?.children.includes(id) !== true)
        problems.push(`${id} has a parent ${String(parent)} that does not require it`);
    }
    for (const child of children) {
      if (require.c[child]?.parents.includes(id) !== true)
        problems.push(`${id} has a child ${String(child)} that does not know it`);
    }
  }
  return problems;
}
