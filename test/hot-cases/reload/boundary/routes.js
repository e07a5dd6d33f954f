import { name, evaluations } from './leaf';
export const text = () => `hello ${name} ${evaluations}`;
---
import { name, evaluations } from './leaf';
export const text = () => `good morning ${name} ${evaluations}`;
