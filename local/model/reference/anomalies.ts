import { type Subject, wordsOf } from './invoice-subject.ts';

export interface Anomaly {
  readonly code: string;
  readonly reason: string;
  /** How much of the confidence is left, 0 to 1. */
  readonly keeps: number;
}

const INSTRUCTIONS = anyOf(
  /\b(ignore|disregard|forget|override|bypass)\b[^.\n]{0,60}\b(instruction|rule|prompt|polic|control|check|guardrail|limit|previous)/,
  /\bsystem prompt\b|\bas an ai\b|\byou are (now )?(an? )?(ai|assistant|language model|in \w+ mode)\b|^\s*(system|assistant)\s*:/m,
  /\bauto-?approve|\bapprove (this|the|it|now)\b|\bmust be approved\b|\bmark (it |this )?as (approved|clean)\b/,
  /\bconfidence\s*(=|:|of|to|is)\s*[01]\b|<\/?(document-data|system|instructions?|prompt)>/,
  /(ignorier|missachte)[^.\n]{0,60}(anweisung|regel|vorgabe)|\bfreigeben ohne|\bignore[rz]? (toutes )?les instructions/,
);
const BANK_CHANGE =
  /\b(new|changed?|updated?|different)\b[^.\n]{0,30}\b(bank|account|iban)|\b(bank|account)[^.\n]{0,30}\b(has|have|was) changed|neue bankverbindung|geänderte bankverbindung|nouveau compte|nouvelles? coordonnées bancaires/;
/** Not "payable immediately": that is a common term of payment. */
const PRESSURE =
  /\b(urgent(ly)?|without delay|final notice|last warning|today at the latest)\b|\b(dringend|umgehend)\b/;
const REMINDER =
  /\b(payment reminder|reminder of payment|dunning|overdue notice|mahnung|zahlungserinnerung|relance|rappel de paiement)/;
const STATEMENT = /\b(statement of account|account statement|kontoauszug|saldenliste|relevé de compte)/;
const VAGUE =
  /^(misc|miscellaneous|various|sundry|diverse?s?|sonstiges|divers|services?( rendered)?|as agreed|per agreement|lump sum|pauschal|item|article|test)\.?$/;
const DAY = 86_400_000;

/** One feature each: what is odd and why, or nothing. */
const FEATURES: readonly ((subject: Subject, words: string) => Anomaly | undefined)[] = [
  (_, words) =>
    odd(INSTRUCTIONS.test(words), 'instructions-in-text', 'A free text speaks to whoever processes the document', 0.4),
  (_, words) => odd(REMINDER.test(words), 'payment-reminder', 'The text reads like a payment reminder', 0.5),
  (_, words) => odd(STATEMENT.test(words), 'account-statement', 'The text reads like a statement of account', 0.5),
  (_, words) =>
    odd(BANK_CHANGE.test(words), 'bank-change-announced', 'A free text announces another bank account', 0.5),
  ({ notes, paymentTerms }) =>
    odd(
      PRESSURE.test([...notes, paymentTerms].join('\n').toLowerCase()),
      'pressure',
      'A note presses for payment',
      0.7,
    ),
  ({ accounts }) => odd(accounts > 3, 'many-accounts', `The document names ${accounts} bank accounts (BT-84)`, 0.8),
  ({ lines }) => odd(lines.length === 0, 'no-lines', 'There is no line that says what is billed', 0.4),
  ({ lines }) => {
    const vague = lines.find(
      ({ name = '', description = '' }) => VAGUE.test(name.trim().toLowerCase()) && !description,
    );
    const unnamed = lines.find(({ name = '', description = '' }) => `${name}${description}`.trim().length < 2);
    const line = vague ?? unnamed;
    return odd(Boolean(line), 'vague-description', `Line ${line?.id ?? '?'} does not say what is billed`, 0.75);
  },
  ({ lines }) => {
    const keys = lines.map(({ name, quantity, price, orderLine }) =>
      JSON.stringify([name, quantity, price, orderLine]),
    );
    const at = keys.findIndex((key, index) => keys.indexOf(key) < index);
    return odd(at > 0, 'repeated-line', `Line ${lines[at]?.id ?? '?'} repeats an earlier one`, 0.8);
  },
  ({ totals }) => odd(!addsUp(totals), 'totals-do-not-add-up', 'The totals of the document do not add up', 0.6),
  ({ kind, preceding, totals: { payable = 0, taxInclusive = 0 } }) => {
    const credits = kind === 'credit-note' || taxInclusive < 0 || payable < 0;
    return odd(credits && preceding.length === 0, 'credits-nothing', 'No invoice is named that it credits', 0.7);
  },
  ({ order, totals: { taxExclusive = 0 } }) =>
    odd(
      !order && taxExclusive >= 5000 && taxExclusive % 1000 === 0,
      'round-amount',
      'A large round amount without an order',
      0.8,
    ),
  ({ issueDate, dueDate }) =>
    odd(days(issueDate, dueDate) < 0, 'due-before-issue', 'It was due before it was issued', 0.8),
  ({ issueDate, deliveryDate, periodEnd }) =>
    odd(
      Math.abs(days(deliveryDate ?? periodEnd, issueDate)) > 366,
      'delivery-far-from-issue',
      'More than a year lies between delivery and issue',
      0.7,
    ),
];

export function anomaliesOf(subject: Subject): Anomaly[] {
  const words = wordsOf(subject);
  return FEATURES.flatMap((feature) => feature(subject, words) ?? []);
}

function odd(holds: boolean, code: string, reason: string, keeps: number): Anomaly | undefined {
  return holds ? { code, reason, keeps } : undefined;
}

function anyOf(...patterns: RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'), 'm');
}

/** Whole days from one ISO date to the other; 0 if one is missing. */
function days(from?: string, to?: string): number {
  const span = Date.parse(to ?? '') - Date.parse(from ?? '');
  return Number.isNaN(span) ? 0 : Math.round(span / DAY);
}

/** BR-CO-13, BR-CO-15 and BR-CO-16, as far as the amounts are there; a cent is forgiven. */
function addsUp({
  lines,
  allowances = 0,
  charges = 0,
  taxExclusive,
  tax = 0,
  taxInclusive,
  ...rest
}: Subject['totals']) {
  const { prepaid = 0, rounding = 0, payable } = rest;
  const near = (a: number | undefined, b: number) => a === undefined || Math.abs(a - b) < 0.015;
  if (lines === undefined || taxExclusive === undefined || taxInclusive === undefined) return true;
  return (
    near(taxExclusive, lines - allowances + charges) &&
    near(taxInclusive, taxExclusive + tax) &&
    near(payable, taxInclusive - prepaid + rounding)
  );
}
