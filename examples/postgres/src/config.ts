/** The settings of the guestbook. */

export const config = {
  title: 'Guestbook',
  database: {
    connectionString: process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:54329/postgres',
    application_name: 'guestbook',
    max: 5,
    // Connections stay open, so that it can be seen that they do.
    idleTimeoutMillis: 0,
  },
};
