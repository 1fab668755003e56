import { anomaliesOf } from './anomalies.ts';
import { expenseClassOf } from './expense-class.ts';
import { type Subject, subject } from './invoice-subject.ts';

/** Confidence before anything odd: with an order, without one, and when no word told the expense class. */
const WITH_ORDER = 0.97;
const WITHOUT_ORDER = 0.93;
const CLASS_UNTOLD = 0.98;

/** The reference model's answer to `assess_invoice`: weighed features, no language understood. */
export function assessInvoice(data: unknown) {
  const read = subject.parse(data);
  const anomalies = anomaliesOf(read);
  const expense = expenseClassOf(read);
  const orderRelated = Boolean(read.order) || read.lines.some(({ orderLine }) => orderLine);
  const base = (orderRelated ? WITH_ORDER : WITHOUT_ORDER) * (expense.told ? 1 : CLASS_UNTOLD);
  const confidence = anomalies.reduce((left, { keeps }) => left * keeps, base);
  return {
    documentType: documentTypeOf(
      read,
      anomalies.map(({ code }) => code),
    ),
    expenseClass: expense.name,
    orderRelated,
    anomalies: anomalies.slice(0, 20).map(({ code, reason }) => ({ code, reason })),
    confidence: Math.floor(confidence * 1e4) / 1e4,
    summary: `${read.lines.length + read.omittedLines} lines from ${read.seller.name ?? 'an unnamed seller'}, mostly ${expense.name} (reference model, no language model).`,
  };
}

/** UNTDID 1001: 386 is a prepayment invoice. */
function documentTypeOf({ kind, typeCode }: Subject, codes: readonly string[]): string {
  if (codes.includes('payment-reminder')) return 'reminder';
  if (codes.includes('account-statement')) return 'statement';
  if (kind === 'credit-note') return 'credit-note';
  return typeCode === '386' ? 'prepayment' : 'invoice';
}
