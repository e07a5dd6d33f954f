import { deep } from './deep';
export const text = () => deep;
