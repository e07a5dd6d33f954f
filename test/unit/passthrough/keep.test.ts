/** Tests what keeping a resource comes to in the pass-through: making it. */

import { keep } from '../../../runtime/passthrough';

test('makes each resource, and never disposes of it', async () => {
  const dispose = jest.fn();
  const make = (): object => keep('pool', () => ({}), dispose);
  expect(make()).not.toBe(make());
  await expect(keep(['pool', { max: 1 }], async () => 'made', dispose)).resolves.toBe('made');
  expect(dispose).not.toHaveBeenCalled();
});

test('hands on what the factory throws', () => {
  const fail = (): never => {
    throw new Error('boom');
  };
  expect(() => keep('pool', fail, () => undefined)).toThrow('boom');
});
