export const load = async () => (await import('./lazy')).text;
---
export const load = async () => 'nothing';
---
export const load = async () => (await import('./lazy')).text;
