import type { z } from 'zod';
import type { AssessmentCore } from '../kernel/assessment.ts';
import type { Act } from '../kernel/authority/duties.ts';
import type { Proposed } from '../kernel/define-workflow.ts';
import type { Finding } from '../kernel/finding.ts';
import { plainText } from '../kernel/plain-text.ts';
import type { Command, ExpectedVersion } from '../kernel/proposal.ts';
import { inCurrency, upwards } from '../kernel/rates.ts';
import { consentsOf } from './consents.ts';
import type { RequisitionFacts, Supplier } from './facts.ts';
import { amountOf, sharesOf } from './matching/budgets.ts';
import { drawsOf } from './matching/draws.ts';
import { expenseOf, netOf, productOf, taxOf, totalsOf } from './matching/lines.ts';
import { hasAgreedPrices } from './matching/prices.ts';
import { vendorOf } from './matching/vendors.ts';
import { measureOf } from './measure.ts';
import { placeOrderPayload } from './place-order-payload.ts';
import type { Requisition, RequisitionLine } from './requisition.ts';
import type { RequisitionCase } from './requisition-case.ts';

/**
 * The one command that places the order, to the cent; none while company, cost centre, vendor, a tax, an account, a rate
 * or a budget is not certain (a finding says so). The assessment has no influence: it is not even read.
 */
export function proposeOrder(
  of: RequisitionCase,
  _findings: readonly Finding[],
  _assessment?: AssessmentCore,
): Proposed | undefined {
  const { document, facts, today, caseId } = of;
  const { company, costCentre, groupCurrency } = facts;
  const vendor = vendorOf(document, facts);
  const totals = totalsOf(document, facts);
  if (!company || !costCentre || !vendor || !totals) return undefined;
  const inGroup = inCurrency({ amount: totals.gross, currency: document.currency }, groupCurrency, today, facts);
  const exposure = inGroup && upwards(inGroup, groupCurrency);
  const expects = versionsOf(facts, vendor, costCentre.id);
  const payload = placeOrderPayload.safeParse(payloadOf(of, vendor, totals, expects));
  if (!exposure || !expects || !payload.success) return undefined;
  const command: Command = {
    kind: 'place-order',
    company: company.code,
    idempotencyKey: `${caseId}/place-order/1`,
    payload: payload.data as Command['payload'],
    compensation: {
      kind: 'none',
      reason: 'a person cancels the order in the ERP, once the vendor has agreed; that gives its budget back',
    },
  };
  const consents = consentsOf(of);
  const draws = drawsOf(of);
  return {
    commands: [command],
    expects,
    claims: [`requisition ${company.code} ${document.id}`],
    exposure,
    measure: measureOf(of, vendor, totals.gross),
    acts: [...facts.acts, ...actsOf(document)],
    counterparty: vendor.code,
    segment: company.code,
    attributes: { agreed: hasAgreedPrices(of) },
    ...(draws.length > 0 && { draws }),
    ...(consents.length > 0 && { consents }),
  };
}

type Payload = z.input<typeof placeOrderPayload>;

/** Nothing where a budget is not certain. */
function payloadOf(
  of: RequisitionCase,
  vendor: Supplier,
  { net, tax, gross }: NonNullable<ReturnType<typeof totalsOf>>,
  versions: ExpectedVersion[] | undefined,
): Partial<Payload> | undefined {
  const { document, facts, today, caseId } = of;
  const shares = sharesOf(of);
  if (shares.kind !== 'known' || !versions) return undefined;
  return {
    ...{ schema: 1, caseId, vendor: vendor.id, requisition: document.id, requester: document.requester },
    ...{ company: facts.company?.id ?? '', costCentre: facts.costCentre?.id ?? '' },
    ...{ currency: document.currency, orderDate: today, versions },
    lines: document.lines.map((line) => lineOf(line, document, facts)),
    totals: { net: net.toFixed(), tax: tax.toFixed(), gross: gross.toFixed() },
    budgets: shares.shares.map((share) => ({
      ...{ id: share.budget.id, amount: amountOf(share).toFixed(), currency: share.budget.currency },
    })),
  };
}

/** As the schema would have it; what is not certain is missing, and the schema refuses it. */
function lineOf(
  line: RequisitionLine,
  { currency }: Requisition,
  facts: RequisitionFacts,
): z.input<typeof placeOrderPayload>['lines'][number] {
  const product = productOf(line, facts);
  const account = expenseOf(line, facts);
  const tax = taxOf(line, facts);
  const unit = product?.unit ?? line.unit;
  return {
    description: plainText(line.description, 120) || line.id,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    net: netOf(line, currency).toFixed(),
    taxes: tax ? [tax.id] : [],
    wantedBy: line.wantedBy,
    ...(unit !== undefined && { unit }),
    ...(product && { product: product.id }),
    ...(account && { account: account.id }),
  };
}

/** What the ERP must still say when the order is placed; nothing unless vendor and cost centre have exactly one version each. */
function versionsOf({ versions }: RequisitionFacts, { id }: Supplier, costCentre: string) {
  const found = versions.filter(
    (version) =>
      (version.kind === 'vendor' && version.id === id) || (version.kind === 'cost-centre' && version.id === costCentre),
  );
  return found.length === 2 && found[0]?.kind !== found[1]?.kind ? found : undefined;
}

/** Whoever asked for it, or will take it in, approves nothing of it. */
function actsOf({ id, requester, receiver }: Requisition): Act[] {
  const to = `requisition ${id}`;
  return [
    { duty: 'requisition', by: requester, to },
    ...(receiver === undefined ? [] : [{ duty: 'receipt', by: receiver, to } as const]),
  ];
}
