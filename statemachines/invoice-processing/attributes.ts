import type { Finding } from '../kernel/finding.ts';
import type { InvoiceCase } from './invoice-case.ts';
import { creditedOf } from './matching/credited.ts';
import { matchLines } from './matching/lines.ts';
import { orderOf } from './matching/order.ts';
import { classOf } from './matching/sense.ts';

/** Controls whose blocking findings mean that order, receipts and invoice do not agree. */
const MATCH: ReadonlySet<string> = new Set([
  'order',
  'order-lines',
  'price',
  'quantity',
  'unplanned-charges',
  'credit',
]);

/** What policy looks at besides findings and amounts: see `policy.cedarschema`. */
export function attributesOf(of: InvoiceCase, findings: readonly Finding[]) {
  const reference = orderOf(of);
  const creditNote = classOf(of.document) === 'credit' || of.document.kind === 'credit-note';
  const disagree = findings.some(({ control, severity }) => severity === 'blocking' && MATCH.has(control));
  const onOrder =
    reference.kind === 'found' &&
    matchLines(of.document, reference.order).some(({ match }) => match.kind === 'matched');
  const credited = !creditNote || creditedOf(of).kind === 'found';
  return { matched: onOrder && credited && !disagree, creditNote };
}
