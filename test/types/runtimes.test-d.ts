/** Asserts that whatever compiles against the pass-through works on the live runtime. */

import type * as live from '../../runtime/index';
import type * as passthrough from '../../runtime/passthrough/index';
import { type Equal, expectTrue } from './expect-type';

type Live = typeof live;
type Passthrough = typeof passthrough;

/** The public members of an instance, without what makes a class nominal and without `this`. */
type Members<T> = { [K in keyof T]: T[K] extends () => T ? () => 'this' : T[K] };

/** `true` where each public member of `P` can be used on `L`. */
type Offers<L, P> = [Members<L>] extends [Members<P>] ? true : false;

type Instance<M, K extends keyof M> = M[K] extends abstract new (...args: never[]) => infer T ? T : never;

expectTrue<Equal<keyof Live, keyof Passthrough>>();

expectTrue<Offers<live.AutomaticReloader, passthrough.AutomaticReloader>>();
expectTrue<Offers<live.ManualReloader, passthrough.ManualReloader>>();
expectTrue<Offers<live.HotReloadError, passthrough.HotReloadError>>();
expectTrue<Offers<live.ModuleWrapper<{ port: number }>, passthrough.ModuleWrapper<{ port: number }>>>();
expectTrue<Offers<Live['ModuleAttributeAccessor'], Passthrough['ModuleAttributeAccessor']>>();

expectTrue<Equal<Live['keep'], Passthrough['keep']>>();
expectTrue<Equal<Live['renew'], Passthrough['renew']>>();

type Reloaders = 'AutomaticReloader' | 'ManualReloader' | 'HotReloadError';
type Takes<M, K extends keyof M> = M[K] extends abstract new (...args: infer A) => unknown ? A : never;
type Construction<K extends Reloaders> = Takes<Passthrough, K> extends Takes<Live, K> ? true : false;
expectTrue<Construction<Reloaders>>();
expectTrue<Equal<Instance<Passthrough, 'ManualReloader'>, passthrough.ManualReloader>>();

type Of<M extends { ModuleWrapper: { of: (...args: never[]) => unknown } }> = Parameters<M['ModuleWrapper']['of']>;
expectTrue<Of<Passthrough> extends Of<Live> ? true : false>();
