import { setTimeout } from 'node:timers/promises';
import { events } from './events';
export const open = (name, hot) => {
  events.push(`${name} opened`);
  hot.dispose(async () => {
    events.push(`${name} closes`);
    await setTimeout(10);
    events.push(`${name} closed`);
  });
};
