import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invoiceAdjustable } from '../../../statemachines/invoice-processing/adjustable.ts';
import { proposeInvoice } from '../../../statemachines/invoice-processing/proposal.ts';
import type { Adjustments } from '../../../statemachines/kernel/adjustments.ts';
import { allFindings, type Changes, invoiceCase } from './fixtures.ts';

const expenses = [
  { id: '120', code: '6068', name: 'Other supplies' },
  { id: '121', code: '6181', name: 'Documentation' },
];
const accounts = { expense: '120', rounding: '99', expenses };
/** Without an order nothing says to which account a line goes. */
const free: Changes = { document: { order: undefined }, facts: { orders: [], accounts } };
const wanting = (adjustments: Adjustments, changes: Changes = {}) => ({ ...invoiceCase(changes), adjustments });
const faultsOf = (adjustments: Adjustments, changes: Changes = {}) =>
  invoiceAdjustable.faults(wanting(adjustments, changes));

describe('what the facts don’t allow', () => {
  it.each([
    ['a day of a closed period', { postingDate: '2026-09-30' }, {}],
    ['a day of no period', { postingDate: '2027-03-01' }, {}],
    ['a day before the issue date', { postingDate: '2026-11-01' }, {}],
    ['an account that is not offered', { account: '99' }, free],
    ['an account where there is no choice', { account: '120' }, { ...free, facts: { orders: [] } }],
    ['an account where the order says which', { account: '121' }, { facts: { accounts } }],
  ] as const)('%s', (_, adjustments, changes) => expect(faultsOf(adjustments, changes)).toHaveLength(1));

  it.each(['totals', 'vendor', 'iban', 'payee', 'currency', 'lines', 'paymentBlock', 'payNotBefore', 'dueDate'])(
    'is never %s',
    (name) => expect(invoiceAdjustable.schema.safeParse({ [name]: '1' }).success).toBe(false),
  );

  it('is anything that is no date', () => {
    expect(invoiceAdjustable.schema.safeParse({ postingDate: '2026-02-30' }).success).toBe(false);
  });
});

describe('what is possible', () => {
  const payloadOf = (of: ReturnType<typeof wanting>) => proposeInvoice(of, allFindings(of))?.commands[0]?.payload;

  it('is another open day from the issue date on, with the version of its period', () => {
    const of = wanting({ postingDate: '2026-11-30' });
    expect(invoiceAdjustable.faults(of)).toEqual([]);
    const payload = payloadOf(of);
    expect(payload).toMatchObject({ postingDate: '2026-11-30', issueDate: of.document.issueDate });
    expect(payload?.['versions']).toContainEqual({ kind: 'period', id: '10', version: 'p10' });
  });

  it('is another expense account for what nothing assigns to one', () => {
    const of = wanting({ account: '121' }, free);
    expect(invoiceAdjustable.faults(of)).toEqual([]);
    expect(payloadOf(of)).toMatchObject({ lines: [{ account: '121' }] });
    expect(payloadOf(wanting({}, free))).toMatchObject({ lines: [{ account: '120' }] });
  });

  it('changes nothing that is paid, to whom, or by what authority is measured', () => {
    const wanted = fc.record(
      {
        postingDate: fc.constantFrom('2026-10-15', '2026-11-20', '2026-11-30', '2026-12-01'),
        account: fc.constantFrom('120', '121', '7'),
      },
      { requiredKeys: [] },
    );
    const plain = proposeInvoice(invoiceCase(free), allFindings(invoiceCase(free)));
    expect(plain).toBeDefined();
    fc.assert(
      fc.property(wanted, (adjustments) => {
        const of = wanting(adjustments, free);
        fc.pre(invoiceAdjustable.faults(of).length === 0);
        const adjusted = proposeInvoice(of, allFindings(of));
        const lines = (payload: unknown) =>
          (payload as { lines: Record<string, unknown>[] }).lines.map(({ account: _, ...line }) => line);
        const rest = ({ postingDate: _, versions: __, lines: ___, ...payload }: Record<string, unknown>) => payload;
        expect(rest(adjusted?.commands[0]?.payload ?? {})).toEqual(rest(plain?.commands[0]?.payload ?? {}));
        expect(lines(adjusted?.commands[0]?.payload)).toEqual(lines(plain?.commands[0]?.payload));
        for (const part of ['exposure', 'measure', 'claims', 'acts', 'counterparty', 'segment', 'attributes'] as const)
          expect(adjusted?.[part]).toEqual(plain?.[part]);
        expect(adjusted?.commands[0]?.idempotencyKey).toBe(plain?.commands[0]?.idempotencyKey);
      }),
    );
  });
});
