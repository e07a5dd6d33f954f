export const load = async () => (await import('./lazy')).text();
---
export const load = async () => `app 2, ${(await import('./lazy')).text()}`;
