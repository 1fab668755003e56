import { Decimal, toDecimalText } from '../../statemachines/kernel/decimal.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { type Command, command } from '../../statemachines/kernel/proposal.ts';
import { NO_COMPENSATION, undoKey } from '../../statemachines/kernel/steps.ts';

type Json = Command['payload'][string];

/**
 * The command that undoes a confirmed one: from what was decided, and the document that the ledger says the ERP has. Its
 * totals are those of the original, negated; nothing undoes it.
 * @throws ZodError when its key is longer than a key may be
 */
export function compensationOf(original: Command, confirmed: LedgerEntry): Command {
  const { kind, company, idempotencyKey: key, payload, compensation } = original;
  const { currency, totals } = payload;
  const { document, record } = confirmed.body;
  const made = document === undefined ? { record: record ?? {} } : { document };
  return command.parse({
    ...{ kind: compensation.kind, company, idempotencyKey: undoKey(key) },
    payload: {
      ...{ schema: 1, caseId: confirmed.caseId, undoes: { key, kind, ...made }, reason: compensation.reason },
      ...(currency !== undefined && { currency }),
      ...(totals !== undefined && { totals: negated(totals) }),
    },
    compensation: { kind: NO_COMPENSATION, reason: 'it is a compensation itself' },
  });
}

function negated(totals: Json): Json {
  const amounts = Object.entries(totals ?? {}).map(([part, amount]) => [part, minus(amount)]);
  return Object.fromEntries(amounts) as Json;
}

/** Of decimal text; anything else as it is. */
function minus(amount: unknown): unknown {
  if (typeof amount !== 'string') return amount;
  return toDecimalText(new Decimal(amount).negated());
}
