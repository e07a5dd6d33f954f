export const name = 'leaf';
