export const text = () => 'one';
