/** Runs the clients in a process of their own, which has nothing else to do. */

import { WatchedEdit } from './watched-edit.mjs';

let current;

process.on('message', async (message) => {
  if (message.type === 'port') return current?.moveTo(message.port);
  if (message.type === 'calm') return current?.noteCalm();
  current = new WatchedEdit(message.task);
  const report = await current.run(() => process.send({ type: 'rest' }));
  current = undefined;
  process.send({ type: 'report', report });
});

process.on('disconnect', () => process.exit());
