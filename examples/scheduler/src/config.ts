/** The settings. */

export const config = {
  /** Every ten seconds (https://croner.56k.guru/usage/pattern/). */
  pattern: '*/10 * * * * *',
  greeting: 'Good day',
};
