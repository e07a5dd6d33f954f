/** The settings of the notebook. */

export const config = {
  title: 'Notebook',
  /** The file of the database; without one, it is in memory and lasts as long as it is open. */
  database: { file: process.env.DATABASE_FILE ?? ':memory:', timeoutMilliseconds: 1000 },
};
