/** The settings of the library. */

export const config = {
  title: 'Library',
  database: {
    url: process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:54329/postgres',
    applicationName: 'library',
    poolSize: 5,
    // Connections stay open, so that it can be seen that they do.
    extra: { idleTimeoutMillis: 0 },
  },
};
