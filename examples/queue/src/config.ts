/** The settings. */

export const config = {
  currency: 'EUR',
  answerTo: 'orders/done',
};
