/** Tells from time to time how many are here. */

import { config } from '../config';
import { io } from '../io';

const timer = setInterval(() => io.emit('online', io.engine.clientsCount), config.announcementSeconds * 1000);

// Whatever a module starts it ends before its next version runs, or there are two of them.
import.meta.webpackHot?.dispose(() => clearInterval(timer));
