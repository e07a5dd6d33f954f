import { job } from './job';
export const run = () => job;
module.hot.accept('./job', () => {
  if (job === 'job 2') throw new Error(`${job} is not for me`);
});
