/** The settings of the shop. */

export const config = {
  currency: 'EUR',
  ratesRefreshSeconds: 60,
};
