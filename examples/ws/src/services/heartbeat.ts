/** Keeps connections from being taken for idle ones on their way. */

import { config } from '../config';
import { listMembers } from './members';

const timer = setInterval(() => {
  for (const socket of listMembers()) socket.ping();
}, config.heartbeatSeconds * 1000);

// Whatever a module starts it ends before its next version runs, or there are two of them.
import.meta.webpackHot?.dispose(() => clearInterval(timer));
