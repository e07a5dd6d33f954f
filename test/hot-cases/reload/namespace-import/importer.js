import * as namespace from './routes';
export { namespace };
