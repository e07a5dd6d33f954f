export const gone = 'with';
