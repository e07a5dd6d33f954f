export const disposed = [];
