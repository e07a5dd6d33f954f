/** The settings of the shop. */

export const config = {
  currency: 'EUR',
  pageSize: 10,
  ratesRefreshSeconds: 60,
};
