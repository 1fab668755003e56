import { z } from 'zod';
import { Decimal } from './decimal.ts';
import { caseIdOf } from './ids.ts';

/** Slug of the cases of documents that no case of ours has; no workflow has it. */
export const RECONCILIATION = { slug: 'break', version: '1' } as const;
/** How such a document stands in the list of cases. */
export const OUTSIDE_GOVERNANCE = 'outside-governance';

/** Every way in which the ERP's books and the ledger may not say the same. */
export const BREAK_KINDS = [
  /** Confirmed, and the ERP has no document of its key. */
  'missing-in-erp',
  /** Two documents of one key. */
  'duplicate-in-erp',
  'amount-differs',
  'number-differs',
  /** Another digest is kept with it, or what the digest stands for was changed since. */
  'digest-differs',
  'cancelled-in-erp',
  /** No case of ours has it: entered by hand, or by another system. */
  'outside-governance',
  /** The ERP has a document of our key, and its case does not say so. */
  'case-not-confirmed',
] as const;
export const breakKind = z.enum(BREAK_KINDS);
export type BreakKind = z.infer<typeof breakKind>;

/** One document of the governed kinds, as the ERP's books have it now. Amounts are decimal text in `currency`. */
export interface BookedDocument {
  readonly id: string;
  readonly number: string;
  /** The ERP company. */
  readonly company: string;
  readonly currency: string;
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
  readonly state: string;
  /** Or reversed: it does not stand in the books any more. */
  readonly cancelled: boolean;
  /** Our key and digest, if it came by us. */
  readonly key?: string;
  readonly digest?: string;
  /** What of it is not as it was posted. */
  readonly changed: readonly string[];
}

/** What the ledger says that the ERP has. */
export interface ConfirmedEffect {
  readonly key: string;
  readonly digest: string;
  readonly document: Pick<BookedDocument, 'id' | 'number' | 'currency' | 'net' | 'tax' | 'gross'>;
  /** Another confirmed effect takes it back, of its own case or of a reversal: it may stand, credited, or be cancelled. */
  readonly undone?: boolean;
}

/** One thing of which ledger and ERP do not say the same. */
export interface Break {
  readonly kind: BreakKind;
  /** The effect's key; of a document outside governance, its id in the ERP. */
  readonly subject: string;
  readonly says: string;
  /** Ids in the ERP of the documents that it is about. */
  readonly documents: readonly string[];
}

/** The same break, however often it is seen and whatever it says. */
export const breakKey = ({ kind, subject }: Pick<Break, 'kind' | 'subject'>) => `${kind}/${subject}`;

/** The case of a document that no case of ours has. */
export const breakCaseId = (documentId: string) => caseIdOf(RECONCILIATION.slug, ['outside-governance', documentId]);

/**
 * Compares what the ledger says that the ERP has with all that the ERP has of those keys, and of none: each confirmed
 * effect has exactly one document that stands, of the same number, currency, amounts and digest, as it was posted; and
 * each document that stands has its effect. What is cancelled and has none is no break.
 */
export function reconcile(confirmed: readonly ConfirmedEffect[], documents: readonly BookedDocument[]): Break[] {
  const keys = new Set(confirmed.map(({ key }) => key));
  const others = documents.filter(({ key, cancelled }) => !cancelled && !(key !== undefined && keys.has(key)));
  return [
    ...confirmed.flatMap((effect) => {
      const found = documents.filter(({ key }) => key === effect.key);
      return breaksOf(effect, found);
    }),
    ...others.map(withoutEffect),
  ];
}

function breaksOf(effect: ConfirmedEffect, found: readonly BookedDocument[]): Break[] {
  const about = (kind: BreakKind, says: string, documents = found): Break => {
    return { kind, subject: effect.key, says, documents: documents.map(({ id }) => id) };
  };
  const standing = found.filter(({ cancelled }) => !cancelled);
  const { document: posted } = effect;
  const own = standing.find(({ id }) => id === posted.id) ?? standing[0];
  if (!own && found.length > 0)
    return effect.undone ? [] : [about('cancelled-in-erp', `${posted.number} is cancelled in the ERP`)];
  if (!own) return [about('missing-in-erp', `the ERP has no document of ${posted.number}`)];
  const breaks: Break[] = [];
  const numbers = standing.map(({ number }) => number).join(', ');
  if (standing.length > 1)
    breaks.push(about('duplicate-in-erp', `the ERP has it more than once: ${numbers}`, standing));
  const amounts = amountsThatDiffer(posted, own);
  if (amounts.length > 0) breaks.push(about('amount-differs', amounts.join('; '), [own]));
  if (own.number !== posted.number)
    breaks.push(
      about('number-differs', `it is ${own.number} in the ERP, and was confirmed as ${posted.number}`, [own]),
    );
  const digests = digestsThatDiffer(effect, own);
  if (digests.length > 0) breaks.push(about('digest-differs', digests.join('; '), [own]));
  return breaks;
}

const PARTS = ['net', 'tax', 'gross'] as const;

function amountsThatDiffer(posted: ConfirmedEffect['document'], now: BookedDocument): string[] {
  const differ = PARTS.filter((part) => !new Decimal(now[part]).equals(posted[part]));
  const says = differ.map((part) => `${part} is ${now[part]} in the ERP, and was confirmed as ${posted[part]}`);
  if (now.currency === posted.currency) return says;
  return [`the currency is ${now.currency} in the ERP, and was confirmed as ${posted.currency}`, ...says];
}

function digestsThatDiffer({ digest }: ConfirmedEffect, now: BookedDocument): string[] {
  const says = now.digest === digest ? [] : [`the ERP keeps the digest ${now.digest ?? 'of nothing'}`];
  return now.changed.length === 0 ? says : [...says, `changed since it was posted: ${now.changed.join(', ')}`];
}

function withoutEffect({ id, key, number }: BookedDocument): Break {
  if (key === undefined)
    return { kind: 'outside-governance', subject: id, says: `${number} came by no case`, documents: [id] };
  const says = `the ERP has ${number}, and its case does not say so`;
  return { kind: 'case-not-confirmed', subject: key, says, documents: [id] };
}
