import { config } from './config';
import './leaf';
let calls = 0;
export const text = () => `${config} ${(calls += 1)}`;
