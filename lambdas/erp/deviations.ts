import { z } from 'zod';
import { Decimal } from '../../statemachines/kernel/decimal.ts';
import type { Command } from '../../statemachines/kernel/proposal.ts';
import { orderDeviations } from './order-deviations.ts';
import { type ErpDocument, type ErpEffect, isOrder, isRecord, type MasterRecord } from './port.ts';

/** Why what was read back is not what was proposed; none if it is. */
export function deviations(effect: ErpEffect, command: Command): string[] {
  if (isOrder(effect)) return orderDeviations(effect, command);
  return isRecord(effect) ? recordDeviations(effect, command) : documentDeviations(effect, command);
}

const PARTS = ['net', 'tax', 'gross', 'payable'] as const;

function documentDeviations(document: ErpDocument, command: Command): string[] {
  const totals = (command.payload['totals'] ?? {}) as Partial<Record<(typeof PARTS)[number], string>>;
  const faults: string[] = [];
  if (document.number === '') faults.push('the document has no number');
  if (!document.balanced) faults.push('its entry is not balanced');
  if (document.state !== 'posted' && document.state !== 'paid') faults.push(`it is ${document.state}, not posted`);
  const { currency } = command.payload;
  if (document.currency !== currency) faults.push(`its currency is ${document.currency}, proposed ${String(currency)}`);
  if (command.payload['totals'] === undefined && command.payload['undoes'] !== undefined) return faults;
  for (const part of PARTS) {
    const proposed = totals[part];
    if (proposed !== undefined && new Decimal(document[part]).equals(proposed)) continue;
    faults.push(`${part} is ${document[part]}, proposed ${proposed}`);
  }
  return faults;
}

/** What every payload that changes master data says: of which record, and what of it. */
const changing = z.object({
  party: z.string(),
  code: z.string(),
  change: z.union([
    z.object({ field: z.string(), to: z.union([z.string(), z.boolean()]) }),
    z.object({ field: z.string(), add: z.string().optional(), remove: z.string().optional() }),
  ]),
});

/** The field that a command changes; none if it changes no master data. */
export const fieldOf = ({ payload }: Pick<Command, 'payload'>): string | undefined =>
  changing.safeParse(payload).data?.change.field;

/** Under which name a record says what a change calls a field. */
const READ_AS: Readonly<Record<string, string>> = { 'tax-id': 'taxId', 'bank-account': 'accounts' };

/** In words that name the field and never a value: they stay in the ledger for good. */
function recordDeviations({ id, number, version, fields }: MasterRecord, { payload }: Command): string[] {
  const parsed = changing.safeParse(payload).data;
  if (!parsed) return ['the ERP answered with a record, and nothing of master data was proposed'];
  const { party, code, change } = parsed;
  const faults: string[] = [];
  if (id !== party) faults.push(`it is record ${id}, proposed ${party}`);
  if (number !== code) faults.push('the record is called otherwise than the one that was proposed');
  if (version === '') faults.push('the record has no version');
  const now = fields[READ_AS[change.field] ?? change.field];
  if ('to' in change) return now === change.to ? faults : [...faults, `${change.field} is not what was proposed`];
  const values: readonly unknown[] = Array.isArray(now) ? now : [];
  if (!Array.isArray(now)) faults.push(`${change.field} was not read back`);
  if (change.add !== undefined && !values.includes(change.add)) faults.push(`${change.field} lacks what was added`);
  if (change.remove !== undefined && values.includes(change.remove))
    faults.push(`${change.field} still has what was removed`);
  return faults;
}
