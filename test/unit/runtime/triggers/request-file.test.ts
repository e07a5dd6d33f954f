/** Tests that each request is carried out once, by those for whom it was meant. */

import { type ReloadCommand, REQUEST_FORMAT } from '../../../../runtime/protocol/requests';
import { RequestFile } from '../../../../runtime/triggers/request-file';

const STARTED_AT = 1_000;

function open(): { readonly done: string[]; look(text?: string): Promise<void> } {
  const done: string[] = [];
  let content: string | undefined;
  const file = new RequestFile({
    read: async () => content,
    startedAt: STARTED_AT,
    carryOut: ({ id }) => void done.push(id),
  });
  return {
    done,
    look: async (text) => {
      content = text;
      await file.look();
    },
  };
}

function request(id: string, at: number): string {
  return JSON.stringify({ format: REQUEST_FORMAT, id, command: 'reload', at } satisfies ReloadCommand);
}

it('carries out each request once', async () => {
  const { done, look } = open();
  for (const id of ['a', 'a', 'b', 'b']) await look(request(id, STARTED_AT + 1));
  expect(done).toEqual(['a', 'b']);
});

it('leaves alone what was asked for before the process was started', async () => {
  const { done, look } = open();
  await look(request('a', STARTED_AT - 1));
  expect(done).toEqual([]);
});

it.each([
  undefined,
  '',
  '{',
  '{"format":"other"}',
  request('a', 2_000).slice(0, -5),
  request('a', 2_000).replace('reload"', 'stop"'),
])('leaves alone what is torn or foreign: %s', async (text) => {
  const { done, look } = open();
  await look(text);
  expect(done).toEqual([]);
  await look(request('b', 2_000));
  expect(done).toEqual(['b']);
});
