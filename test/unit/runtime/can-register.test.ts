/** Tests which modules can be registered, and what is said of those that cannot. */

import { ModuleAttributeAccessor } from '../../../runtime/accessor-of';
import type { CannotRegisterCode } from '../../../runtime/api';
import { HotReloadError } from '../../../runtime/errors';
import { AutomaticReloader, ManualReloader } from '../../../runtime/reloader';
import { startBundle } from '../../support/fake-bundle';
import { commonJs, esm, importing, valueOf } from '../../support/fake-modules';
import { holdModules, startReloader } from '../../support/reloaders';

function expectRefusal(
  reloader: AutomaticReloader | ManualReloader,
  module: unknown,
  code: CannotRegisterCode,
): string {
  const answer = reloader.canRegister(module);
  expect(answer).toMatchObject({ ok: false, code });
  const message = answer.ok ? '' : answer.message;
  const register = (): unknown => reloader.register(module as object);
  expect(register).toThrow(HotReloadError);
  expect(register).toThrow(expect.objectContaining({ code, message }) as Error);
  return message;
}

describe('NOT_A_MODULE', () => {
  beforeEach(() => startBundle({ './leaf': valueOf(1) }));

  it.each([
    ['an unknown id', './nowhere', "'./nowhere' is not a module of this bundle"],
    ['a foreign object', {}, 'This object is not a module of this bundle'],
    ['a foreign function', () => 1, 'A function is not a module of this bundle'],
    ['nothing', undefined, 'undefined is not a module of this bundle'],
    ['null', null, 'null is not a module of this bundle'],
    ['a number that is no id', 7, 'A number is not a module of this bundle'],
  ])('refuses %s and says what to pass', (_, module, message) => {
    const said = expectRefusal(new AutomaticReloader(), module, 'NOT_A_MODULE');
    expect(said).toContain(message);
    expect(said).toContain("require.resolve('./module')");
  });
});

describe('NOT_A_MODULE of a module without an exports object', () => {
  it.each([
    ['null', null],
    ['undefined', undefined],
    ['7', 7],
  ])('refuses one that exports %s', (text, value) => {
    startBundle({ './leaf': commonJs((_, __, module) => (module.exports = value)) });
    const said = expectRefusal(new AutomaticReloader(), './leaf', 'NOT_A_MODULE');
    expect(said).toBe(`./leaf exports ${text}, which is no object or function.`);
    expect(() => ModuleAttributeAccessor.of('./leaf')).toThrow(said);
  });

  it('reads nothing from one that exports nothing any more, and goes on when it does again', async () => {
    const bundle = startBundle({ './leaf': valueOf(1) });
    const live = startReloader([]).register<{ value?: number }>('./leaf');
    await bundle.edit({ './leaf': commonJs((_, __, module) => (module.exports = null)) });
    expect([live.value, Object.keys(live)]).toEqual([undefined, []]);
    expect(() => (live.value = 2)).toThrow(TypeError);
    await bundle.edit({ './leaf': valueOf(3) });
    expect(live.value).toBe(3);
  });
});

describe('ALREADY_REGISTERED', () => {
  it('refuses a module that any reloader holds, and says what to do', () => {
    startBundle({ './main': importing('./leaf'), './leaf': valueOf(1) });
    const holder = new AutomaticReloader();
    holder.register('./leaf');
    for (const reloader of [holder, new AutomaticReloader(), new ManualReloader()]) {
      const said = expectRefusal(reloader, './leaf', 'ALREADY_REGISTERED');
      expect(said).toBe('./leaf is registered already; unregister it first.');
    }
  });

  it('is over once the module is unregistered, by the reloader that holds it only', () => {
    startBundle({ './main': importing('./leaf'), './leaf': valueOf(1) });
    const [holder, other] = [startReloader(['./leaf']), new ManualReloader()];
    other.unregister('./leaf');
    expectRefusal(other, './leaf', 'ALREADY_REGISTERED');
    holder.unregister('./leaf');
    holder.unregister('./leaf');
    holder.unregister('./nowhere');
    expect(other.canRegister('./leaf')).toEqual({ ok: true });
  });
});

describe('CONTAINS_RELOADER', () => {
  it.each([
    ['an automatic reloader', () => new AutomaticReloader()],
    ['a manual reloader', () => new ManualReloader()],
  ])('refuses a module that exports %s', (_, create) => {
    startBundle({
      './main': importing('./holder'),
      './holder': esm(['reloader'], (own) => (own['reloader'] = create())),
    });
    const said = expectRefusal(new AutomaticReloader(), './holder', 'CONTAINS_RELOADER');
    expect(said).toContain('create the reloader in a module of its own');
  });

  it('refuses a module while whose evaluation the reloader was created, and those that required it', () => {
    let inner: AutomaticReloader | undefined;
    startBundle({
      './main': importing('./outer'),
      './outer': importing('./inner'),
      './inner': esm([], (_, require) => {
        require('./leaf');
        inner = new AutomaticReloader();
      }),
      './leaf': valueOf(1),
    });
    const reloader = inner!;
    for (const id of ['./inner', './outer', './main']) expectRefusal(reloader, id, 'CONTAINS_RELOADER');
    expect(reloader.canRegister('./leaf')).toEqual({ ok: true });
  });

  it('lets another reloader register a module that has one of its own for its children', () => {
    startBundle({
      './main': importing('./parent'),
      './parent': esm([], (_, require) => void new AutomaticReloader().register(require('./child'))),
      './child': valueOf(1),
    });
    expect(new AutomaticReloader().canRegister('./parent')).toEqual({ ok: true });
  });

  it('looks at what can be read of a module whose evaluation is under way', () => {
    let answer: unknown;
    startBundle({
      './main': importing('./half'),
      './half': esm(['later'], () => (answer = new ManualReloader().canRegister('./half'))),
    });
    expect(answer).toMatchObject({ ok: false, code: 'CONTAINS_RELOADER' });
  });
});

describe('OVERLAPS', () => {
  const modules = {
    './main': importing('./p/index.ts', './q/other'),
    './p/index.ts': importing('./p/leaf'),
    './p/leaf': valueOf(1),
    './q/other': valueOf(1),
  };

  it.each(['all', 'directory'] as const)("refuses under '%s' what another registration includes", (recursive) => {
    startBundle(modules);
    holdModules(['./p/index.ts'], { recursive });
    const said = expectRefusal(new ManualReloader({ recursive }), './p/leaf', 'OVERLAPS');
    expect(said).toBe(
      `./p/leaf is included by ./p/index.ts, which is registered with recursive: '${recursive}'; register one of them only, or both with recursive: 'outdated'.`,
    );
    expect(new ManualReloader({ recursive }).canRegister('./q/other')).toEqual({ ok: true });
  });

  it("refuses a wholesale registration over one under 'outdated', and the other way round", () => {
    startBundle(modules);
    const outdated = holdModules(['./p/leaf']);
    expect(expectRefusal(new ManualReloader({ recursive: 'all' }), './p/index.ts', 'OVERLAPS')).toBe(
      "./p/index.ts would include ./p/leaf, which is registered; register one of them only, or ./p/index.ts with recursive: 'outdated'.",
    );
    outdated.unregister('./p/leaf');
    holdModules(['./p/index.ts'], { recursive: 'all' });
    expect(expectRefusal(new ManualReloader(), './p/leaf', 'OVERLAPS')).toBe(
      "./p/leaf is included by ./p/index.ts, which is registered with recursive: 'all'; leave ./p/leaf to it, or register ./p/index.ts with recursive: 'outdated' too.",
    );
  });

  it("says which module is included by both where one under 'outdated' requires what another includes", () => {
    startBundle({ ...modules, './main': importing('./p/index.ts', './user'), './user': importing('./p/leaf') });
    holdModules(['./p/index.ts'], { recursive: 'all' });
    expect(expectRefusal(new ManualReloader(), './user', 'OVERLAPS')).toBe(
      "./user would include ./p/leaf, which is included by ./p/index.ts, registered with recursive: 'all'; leave ./user to it, or register ./p/index.ts with recursive: 'outdated' too.",
    );
  });

  it("allows overlap under 'outdated'", () => {
    startBundle(modules);
    const reloader = holdModules(['./p/index.ts']);
    expect(reloader.canRegister('./p/leaf')).toEqual({ ok: true });
  });
});
