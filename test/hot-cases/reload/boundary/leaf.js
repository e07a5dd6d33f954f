globalThis.evaluations = (globalThis.evaluations ?? 0) + 1;
export const name = 'leaf';
export const { evaluations } = globalThis;
