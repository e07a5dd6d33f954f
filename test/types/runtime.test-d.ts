/** Asserts the types of what an application imports. */

import {
  AutomaticReloader,
  HotReloadError,
  keep,
  ManualReloader,
  ModuleAttributeAccessor,
  ModuleWrapper,
} from 'module-hot-reload/runtime';
import type { CanRegister, Chain, ModuleId, Outcome, ReloaderOptions, WrapperEvents } from 'module-hot-reload/runtime';

import { type Equal, expectTrue } from './expect-type';
import callable from './modules/callable';
import Clock from './modules/constructible';
import * as example from './modules/example';

type Example = typeof example;
type Unknown = Record<string, unknown>;

const automatic = new AutomaticReloader({ recursive: 'all', trackNewModules: false, settleTimeout: 1_000 });
const manual = new ManualReloader();
const wrapper = ModuleWrapper.of(example, { recursive: 'directory' });

// Everything that names a module gives the type of that module.
const live = automatic.register(example);
expectTrue<Equal<typeof live, Example>>();
const again = manual.register(live);
expectTrue<Equal<typeof again, Example>>();
const unwrapped = manual.register(wrapper);
expectTrue<Equal<typeof unwrapped, Example>>();
const accessor = ModuleAttributeAccessor.of(example);
expectTrue<Equal<typeof accessor, Example>>();
const unwrappedAccessor = ModuleAttributeAccessor.of(wrapper);
expectTrue<Equal<typeof unwrappedAccessor, Example>>();
expectTrue<Equal<typeof wrapper, ModuleWrapper<Example>>>();
const rewrapped = ModuleWrapper.of(wrapper);
expectTrue<Equal<typeof rewrapped, ModuleWrapper<Example>>>();

// An identifier can be told what it stands for.
const byId = automatic.register(require.resolve('./modules/example'));
expectTrue<Equal<typeof byId, Unknown>>();
const typedById = automatic.register<Example>(require.resolve('./modules/example'));
expectTrue<Equal<typeof typedById, Example>>();
const accessorById = ModuleAttributeAccessor.of(7);
expectTrue<Equal<typeof accessorById, Unknown>>();
const wrapperById = ModuleWrapper.of('./modules/example');
expectTrue<Equal<typeof wrapperById, ModuleWrapper<Unknown>>>();

// Functions stay callable and classes stay constructible.
const call = automatic.register(callable);
expectTrue<Equal<ReturnType<typeof call>, string>>();
expectTrue<Equal<typeof call.language, string>>();
expectTrue<Equal<InstanceType<ReturnType<typeof registerClock>>, Clock>>();
function registerClock(): typeof Clock {
  return manual.register(Clock);
}

// Wrappers know the names and the types of the exports.
expectTrue<Equal<typeof wrapper.module, Example>>();
const port = wrapper.lockedGet('port');
expectTrue<Equal<typeof port, number>>();
wrapper.lockedSet('port', 8080);
expectTrue<Equal<ReturnType<typeof wrapper.includedModules>, readonly ModuleId[]>>();
wrapper.on('afterReload', ({ generation, modules }) => {
  expectTrue<Equal<typeof generation, number>>();
  expectTrue<Equal<typeof modules, readonly ModuleId[]>>();
});
wrapper.on('error', (payload) => {
  expectTrue<Equal<typeof payload, WrapperEvents['error']>>();
});

// Outcomes are a closed union.
manual.on('outcome', (outcome) => {
  expectTrue<Equal<typeof outcome, Outcome>>();
  expectTrue<Equal<Outcome['kind'], 'unchanged' | 'applied' | 'refused' | 'rolled-back' | 'broken'>>();
  if (outcome.kind === 'refused') expectTrue<Equal<typeof outcome.refused, readonly Chain[]>>();
});
expectTrue<Equal<ReturnType<typeof manual.reload>, Promise<Outcome>>>();
expectTrue<Equal<ReturnType<typeof manual.listen>, () => void>>();
expectTrue<Equal<typeof automatic.finished, Promise<void>>>();
expectTrue<Equal<ReturnType<typeof automatic.ref>, AutomaticReloader>>();
expectTrue<Equal<ReturnType<typeof automatic.canRegister>, CanRegister>>();
expectTrue<Equal<ConstructorParameters<typeof ManualReloader>[0], ReloaderOptions | undefined>>();

// A resource has the type that its factory gives it, and is disposed of when it is there.
class Pool {
  readonly size: number = 1;
  async end(): Promise<void> {}
}
interface PoolSettings {
  readonly max: number;
  readonly password?: string | (() => string);
}
const settings: PoolSettings = { max: 1 };
const pool = keep(
  ['pool', settings],
  () => new Pool(),
  (each) => each.end(),
);
expectTrue<Equal<typeof pool, Pool>>();
const connected = keep(
  'client',
  async () => new Pool(),
  (each) => {
    expectTrue<Equal<typeof each, Pool>>();
  },
);
expectTrue<Equal<typeof connected, Promise<Pool>>>();
keep({ name: 'timer', ms: 1_000 }, () => setInterval(() => undefined, 1_000), clearInterval);
const make = (): Pool => pool;
const end = async (each: Pool): Promise<void> => each.end();
// @ts-expect-error -- a resource has a name
keep(undefined, make, end);
// @ts-expect-error -- a resource has an end
keep('pool', make);
// @ts-expect-error -- a pool is no number
keep('pool', make, (each: number) => String(each));
// @ts-expect-error -- the promise is not the pool
connected.end();

const verdict = automatic.canRegister(example);
if (!verdict.ok) throw new HotReloadError(verdict.code, verdict.message);

// @ts-expect-error -- no such strategy
new AutomaticReloader({ recursive: 'everything' });
// @ts-expect-error -- no such option
new ManualReloader({ recurse: 'all' });
// @ts-expect-error -- milliseconds are a number
new ManualReloader({ settleTimeout: '1s' });
// @ts-expect-error -- nothing can be read from nothing
automatic.register(null);
// @ts-expect-error -- a truth value names no module
automatic.register(true);
// @ts-expect-error -- the module has no such export
live.nothing;
// @ts-expect-error -- the export is a number
wrapper.lockedSet('port', '80');
// @ts-expect-error -- the module has no such export
wrapper.lockedGet('nothing');
// @ts-expect-error -- there is no such event
wrapper.on('reload', () => undefined);
// @ts-expect-error -- there is no such event
manual.on('reload', () => undefined);
// @ts-expect-error -- there is no such signal
manual.listen('SIGRELOAD');
// @ts-expect-error -- a wrapper is asked for, not made
new ModuleWrapper();
// @ts-expect-error -- a manual reloader is never started
manual.start();
// @ts-expect-error -- an automatic reloader reloads by itself
void automatic.reload();
