import type { Rates } from '../../lambdas/shared/authority/proof/rates.ts';
import { type AuthorityItem, ITEM_SCHEMAS, kindOf } from '../../lambdas/shared/authority/proof/register.ts';
import { Unreadable } from '../unreadable.ts';

const RATE = /^([A-Z]{3})=(\d+(?:\.\d+)?)$/;

/**
 * `EUR=1,GBP=0.86`: units that are worth the same. Without them only data in a single currency can be measured.
 * @throws Unreadable
 */
export function readRates(text: string | undefined, items: readonly AuthorityItem[]): Rates {
  if (text === undefined) {
    const own = items.filter(({ key }) => kindOf(key) in ITEM_SCHEMAS);
    const used = new Set(JSON.stringify(own).match(/(?<="currency":")[A-Z]{3}(?=")/g));
    return used.size === 1 ? Object.fromEntries([...used].map((currency) => [currency, '1'])) : {};
  }
  const pairs = text.split(',').map((pair) => {
    const [, currency, rate] = RATE.exec(pair.trim()) ?? [];
    if (!currency || !rate || Number(rate) === 0) throw new Unreadable(`--rates ${text}: use EUR=1,GBP=0.86`);
    return [currency, rate] as const;
  });
  return Object.fromEntries(pairs);
}
