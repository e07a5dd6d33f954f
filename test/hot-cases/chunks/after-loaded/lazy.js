import { word } from './word';
export const text = () => word;
