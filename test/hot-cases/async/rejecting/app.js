import { config } from './config';
let calls = 0;
export const text = () => `${config} ${(calls += 1)}`;
