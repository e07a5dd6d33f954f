/** Makes prices. */

import { Injectable } from '@nestjs/common';

import { config } from '../config';
import { ExchangeRatesService } from './exchange-rates.service';

const DISCOUNT = 0;

@Injectable()
export class PricingService {
  constructor(private readonly rates: ExchangeRatesService) {}

  format(cents: number): string {
    const amount = ((cents - DISCOUNT) / 100) * this.rates.of(config.currency);
    return `${amount.toFixed(2)} ${config.currency}`;
  }
}
