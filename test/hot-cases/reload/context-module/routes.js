const context = require.context('./routes', false, /\.js$/);
export const text = () => context.keys().map((key) => `${key} ${context(key).name}`).join(', ');
