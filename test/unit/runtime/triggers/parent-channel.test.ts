/** Tests that messages of the parent process ring, and that the application notices nothing of it. */

import { EventEmitter } from 'node:events';

import type { ParentMessage } from '../../../../runtime/protocol/supervision';
import { ParentChannel } from '../../../../runtime/triggers/parent-channel';

/** The end of a channel that counts what keeps the process alive, as Node.js does. */
class FakeEnd extends EventEmitter {
  count = 0;
  unreferenced = false;
  readonly channel: ConstructorParameters<typeof ParentChannel>[0]['channel'];

  constructor(counts = true) {
    super();
    const [add, remove] = [() => void (this.count += 1), () => void (this.count -= 1)];
    this.on('newListener', (name) => name === 'message' && add());
    this.on('removeListener', (name) => name === 'message' && remove());
    const unref = (): void => void (this.unreferenced = true);
    this.channel = counts ? { unref, refCounted: add, unrefCounted: remove } : { unref };
  }
}

function open(end = new FakeEnd()): { readonly end: FakeEnd; readonly rung: ParentMessage['type'][] } {
  const rung: ParentMessage['type'][] = [];
  new ParentChannel(end, ({ type }) => rung.push(type));
  return { end, rung };
}

const nextTick = async (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

it('rings for the messages of the protocol only', () => {
  const { end, rung } = open();
  for (const type of ['module-hot-reload/build', 'module-hot-reload/reload', 'module-hot-reload/process', 'other']) {
    end.emit('message', { type });
  }
  for (const message of [null, 'module-hot-reload/build', 1, [], { type: 1 }]) end.emit('message', message);
  expect(rung).toEqual(['module-hot-reload/build', 'module-hot-reload/reload']);
});

describe('what keeps the process alive', () => {
  it('is what the application listens to', () => {
    const { end } = open();
    expect(end.count).toBe(0);
    const listener = (): void => {};
    end.on('message', listener);
    expect(end.count).toBe(1);
    end.off('message', listener);
    expect(end.count).toBe(0);
    expect(end.unreferenced).toBe(false);
  });

  it('is counted on where the application removes all listeners', () => {
    const { end } = open();
    end.on('message', () => {});
    end.removeAllListeners('message');
    expect(end.count).toBe(0);
  });

  it('is never the channel where Node.js does not count', () => {
    expect(open(new FakeEnd(false)).end.unreferenced).toBe(true);
  });
});

describe('messages for the application', () => {
  it('are those of others only, also where several bundles listen', () => {
    const { end, rung } = open();
    const second = open(end);
    const seen: unknown[] = [];
    end.on('message', (message) => seen.push(message));
    end.emit('message', { type: 'module-hot-reload/build' });
    end.emit('message', { command: 'go' });
    expect(seen).toEqual([{ command: 'go' }]);
    expect([rung, second.rung]).toEqual([['module-hot-reload/build'], ['module-hot-reload/build']]);
  });

  it('that come before it listens are kept for it, in order, with their handles', async () => {
    const { end } = open();
    const handle = {};
    end.emit('message', 'one', handle);
    end.emit('message', { type: 'module-hot-reload/build' });
    end.emit('message', 'two');
    const seen: unknown[] = [];
    end.on('message', (...message) => seen.push(message));
    expect(seen).toEqual([]);
    await nextTick();
    expect(seen).toEqual([
      ['one', handle],
      ['two', undefined],
    ]);
    end.emit('message', 'three');
    expect(seen).toHaveLength(3);
  });

  it('are delivered once where it listens', async () => {
    const { end } = open();
    const seen: unknown[] = [];
    end.on('message', (message) => seen.push(message));
    end.emit('message', 'one');
    end.on('message', () => {});
    await nextTick();
    expect(seen).toEqual(['one']);
  });
});
