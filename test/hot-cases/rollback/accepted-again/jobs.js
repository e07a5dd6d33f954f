import { log } from './log';
import { check, version } from './version';
let isRunning = false;
export const running = () => isRunning;
export function start() {
  check();
  isRunning = true;
  log.push(`start ${version}`);
}
module.hot.dispose(() => {
  isRunning = false;
  if (version !== 4) log.push(`stop ${version}`);
});
