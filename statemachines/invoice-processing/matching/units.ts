import { Decimal } from '../../kernel/decimal.ts';

/** UN/ECE Recommendation 20 codes that convert: dimension, and how many of its base unit one of them is. */
const UNITS: Readonly<Record<string, readonly [dimension: string, factor: string]>> = {
  C62: ['piece', '1'], H87: ['piece', '1'], EA: ['piece', '1'], PR: ['pair', '1'], DZN: ['piece', '12'],
  KGM: ['mass', '1'], GRM: ['mass', '0.001'], MGM: ['mass', '0.000001'], TNE: ['mass', '1000'], DTN: ['mass', '100'],
  LBR: ['mass', '0.45359237'], ONZ: ['mass', '0.028349523125'],
  MTR: ['length', '1'], MMT: ['length', '0.001'], CMT: ['length', '0.01'], DMT: ['length', '0.1'],
  KMT: ['length', '1000'], INH: ['length', '0.0254'], FOT: ['length', '0.3048'], YRD: ['length', '0.9144'],
  MTK: ['area', '1'], CMK: ['area', '0.0001'], HAR: ['area', '10000'],
  MTQ: ['volume', '1'], LTR: ['volume', '0.001'], MLT: ['volume', '0.000001'], CMQ: ['volume', '0.000001'],
  HLT: ['volume', '0.1'],
  SEC: ['time', '1'], MIN: ['time', '60'], HUR: ['time', '3600'],
  DAY: ['day', '1'], WEE: ['week', '1'], MON: ['month', '1'], QAN: ['month', '3'], ANN: ['month', '12'],
  WHR: ['energy', '1'], KWH: ['energy', '1000'], MWH: ['energy', '1000000'],
}; // biome-ignore format: a table

/**
 * How many of unit `to` one `from` is; `undefined` where the table has no way: packages (Rec 21), a day of so many
 * hours, and everything unknown are for a person.
 */
export function unitFactor(from: string | undefined, to: string | undefined): Decimal | undefined {
  if (from === undefined || to === undefined) return undefined;
  if (from === to) return new Decimal(1);
  const [source, target] = [UNITS[from], UNITS[to]];
  if (!source || !target || source[0] !== target[0]) return undefined;
  return new Decimal(source[1]).div(target[1]);
}
