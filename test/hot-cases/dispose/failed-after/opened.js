export const opened = [];
