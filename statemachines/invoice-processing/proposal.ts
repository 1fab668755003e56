import type { z } from 'zod';
import type { AssessmentCore } from '../kernel/assessment.ts';
import { Decimal, sum } from '../kernel/decimal.ts';
import type { Proposed } from '../kernel/define-workflow.ts';
import type { Finding } from '../kernel/finding.ts';
import { compact } from '../kernel/normalise.ts';
import { plainText } from '../kernel/plain-text.ts';
import type { Command, ExpectedVersion } from '../kernel/proposal.ts';
import { wantedOf } from './adjustments.ts';
import { attributesOf } from './attributes.ts';
import { payNotBeforeOf } from './cooling-off.ts';
import type { Advance, CompanyFacts, VendorFacts } from './facts.ts';
import type { InvoiceCase } from './invoice-case.ts';
import { prepaidOf } from './matching/advances.ts';
import { type Booking, bookingsOf } from './matching/bookings.ts';
import { creditedOf } from './matching/credited.ts';
import { exposureOf } from './matching/exposure.ts';
import { groupedNumber, normaliseNumber } from './matching/normalise.ts';
import { orderOf, partiesOf } from './matching/order.ts';
import { type PostingDate, postingDateOf } from './matching/posting-date.ts';
import { classOf, signOf } from './matching/sense.ts';
import { measureOf } from './measure.ts';
import { paymentBlockOf } from './payment-block.ts';
import { postInvoicePayload } from './post-invoice-payload.ts';
import { LIMITS } from './tolerances.ts';

/**
 * The one command that books the invoice, to the cent; none while company, vendor, period, rate, VAT codes or accounts
 * are not certain (a finding says so), or a figure is beyond what can be booked. The assessment has no influence: it is not even read.
 */
export function proposeInvoice(
  of: InvoiceCase,
  findings: readonly Finding[],
  _assessment?: AssessmentCore,
): Proposed | undefined {
  const { document, facts, today, caseId } = of;
  const parties = partiesOf(of);
  const posting = postingDateOf(document, facts, wantedOf(of).postingDate);
  const measured = exposureOf(document, today, facts);
  if (!parties || !posting || measured.kind !== 'known') return undefined;
  const { company, vendor } = parties;
  const advances = appliedAdvances(of);
  const expects = versionsOf(of, vendor, posting, advances);
  if (!expects) return undefined;
  const payload = postInvoicePayload.safeParse({
    ...headOf(of, company, vendor, posting),
    ...amountsOf(of, advances),
    lines: bookingsOf(of).map((booking) => lineOf(booking, of)),
    ...optional({ paymentBlock: paymentBlockOf(findings), payNotBefore: payNotBeforeOf(findings, today) }),
    versions: expects,
  });
  if (!payload.success) return undefined;
  const command: Command = {
    kind: 'post-invoice',
    company: company.code,
    idempotencyKey: `${caseId}/post-invoice/1`,
    payload: payload.data as Command['payload'],
    compensation: { kind: 'credit-invoice', reason: 'a posted invoice is undone by a credit of the whole amount' },
  };
  return {
    commands: [command],
    expects,
    claims: claimsOf(of, company, vendor, advances),
    exposure: measured.exposure,
    measure: measureOf(of, vendor),
    acts: facts.acts,
    counterparty: vendor.code ?? vendor.id,
    segment: company.code,
    attributes: attributesOf(of, findings),
  };
}

function headOf({ document, caseId }: InvoiceCase, company: CompanyFacts, vendor: VendorFacts, posting: PostingDate) {
  const { issueDate, taxPointDate, dueDate } = document;
  return {
    schema: 1,
    caseId,
    company: company.id,
    vendor: vendor.id,
    reference: document.number,
    class: classOf(document),
    currency: document.currency,
    issueDate,
    postingDate: posting.date,
    ...optional({
      taxPointDate: taxPointDate === issueDate ? undefined : taxPointDate,
      dueDate: classOf(document) === 'credit' ? undefined : dueDate,
      accrualUntil: posting.serviceUntil,
    }),
  };
}

/** What BT-113 is, in a fixed order; nothing where a person has to find out. */
function appliedAdvances(of: InvoiceCase): readonly Advance[] {
  const prepaid = prepaidOf(of);
  return prepaid.kind === 'matched' ? prepaid.advances.toSorted((one, other) => one.id.localeCompare(other.id)) : [];
}

/** Totals as booked, and what is beside them. */
function amountsOf(of: InvoiceCase, advances: readonly Advance[]) {
  const { document, facts } = of;
  const { totals } = document;
  const booked = (amount: string) => new Decimal(amount).times(signOf(document)).plus(0).toFixed();
  const given = (amount: string | undefined) => amount !== undefined && !new Decimal(amount).isZero();
  const credited = creditedOf(of);
  const gross = booked(totals.taxInclusive);
  const asked = sum([gross, booked(totals.rounding ?? '0')]);
  const payable = asked.minus(sum(advances.map(({ open }) => open))).toFixed();
  return {
    totals: { net: booked(totals.taxExclusive), tax: booked(totals.tax ?? '0'), gross, payable },
    taxDifferenceLimit: LIMITS.taxDifference.value,
    ...optional({
      prepaid: given(totals.prepaid) ? booked(totals.prepaid ?? '0') : undefined,
      advances: advances.length > 0 ? advances.map(({ id, open }) => ({ id, amount: open })) : undefined,
      rounding: given(totals.rounding)
        ? { amount: booked(totals.rounding ?? '0'), account: facts.accounts.rounding }
        : undefined,
      credits: credited.kind === 'found' ? credited.invoice.id : undefined,
    }),
  };
}

type Line = z.input<typeof postInvoicePayload>['lines'][number];

/** Nothing where the line has no VAT code or account that could be booked. */
function lineOf(booking: Booking, of: InvoiceCase): Line | undefined {
  const { orderLine, vat, unit } = booking;
  const { document, facts } = of;
  if (vat.kind !== 'code' && vat.kind !== 'none') return undefined;
  const account = orderLine?.product
    ? undefined
    : (orderLine?.account ?? wantedOf(of).account ?? facts.accounts.expense);
  if (!orderLine?.product && account === undefined) return undefined;
  const words = orderLine?.description || withoutAccounts(booking.said, document.payment);
  return {
    description: plainText(words, 120) || booking.place,
    quantity: booking.quantity.toDecimalPlaces(6).toFixed(),
    unitPrice: booking.unitPrice.toFixed(),
    net: booking.net.toFixed(),
    vatCodes: vat.kind === 'code' ? [vat.code.id] : [],
    ...optional({ unit, orderLine: orderLine?.id, account }),
  };
}

/** Free text that repeats an account of the document, however it is grouped, is not taken over at all. */
function withoutAccounts(text: string, payment: InvoiceCase['document']['payment']): string {
  const letters = compact(text);
  const repeats = payment.some(
    ({ account }) => account && compact(account).length > 3 && letters.includes(compact(account)),
  );
  return repeats ? '' : text;
}

/** What the ERP must still say when the invoice is posted; nothing if the facts don't tell of which version they are. */
function versionsOf(
  of: InvoiceCase,
  vendor: VendorFacts,
  posting: PostingDate,
  advances: readonly Advance[],
): ExpectedVersion[] | undefined {
  const reference = orderOf(of);
  const wanted = [
    ['vendor', vendor.id],
    ['period', posting.period.id],
    ...(reference.kind === 'found' ? [['order', reference.order.id]] : []),
    ...advances.map((advance) => ['advance', advance.id]),
  ];
  const versions = of.facts.versions.filter(({ kind, id }) => wanted.some(([k, i]) => k === kind && i === id));
  return versions.length === wanted.length ? versions : undefined;
}

/**
 * Both readings of the number are claimed, so that look-alike numbers exclude each other; a year has its own numbers.
 * An advance is used up by one case.
 */
function claimsOf(
  { document }: InvoiceCase,
  company: CompanyFacts,
  vendor: VendorFacts,
  advances: readonly Advance[],
): string[] {
  const scope = `company:${company.id}/vendor:${vendor.id}`;
  const rest = `class:${classOf(document)}/year:${document.issueDate.slice(0, 4)}`;
  return [
    `${scope}/number:${normaliseNumber(document.number)}/${rest}`,
    `${scope}/grouped-number:${groupedNumber(document.number)}/${rest}`,
    ...advances.map(({ id }) => `company:${company.id}/advance:${id}`),
  ];
}

/** Without what is undefined, as canonical JSON needs it. */
function optional<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
