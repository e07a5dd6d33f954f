export const load = async () => (await import('./lazy')).text;
