import { plainText } from '../kernel/plain-text.ts';
import { CONSENT_ROLES } from './consents.ts';
import { netOf, netTotal } from './matching/lines.ts';
import { POLICY_IDS, PURCHASE_ROLES } from './policies.ts';
import type { Requisition } from './requisition.ts';

const MOST_LINES = 60;

/**
 * What the model is shown of a requisition, and the names among which it may choose. Left out: who asks and who receives,
 * company and cost centre. Free text is bounded and freed of mail addresses, telephone numbers and accounts.
 */
export function assessmentSubject(document: Requisition) {
  const { lines, quotes, vendor, reason, currency, personalData, contractTerms } = document;
  return {
    reason: plainText(reason, 1_000),
    currency,
    net: netTotal(document).toFixed(),
    vendor: vendor ? plainText(vendor.code, 60) : null,
    personalData: personalData ?? null,
    contractTerms: contractTerms === undefined ? null : plainText(contractTerms, 2_000),
    lines: lines.slice(0, MOST_LINES).map((line, index) => ({
      position: index + 1,
      category: line.category,
      description: plainText(line.description, 200),
      quantity: line.quantity,
      unit: line.unit === undefined ? null : plainText(line.unit, 30),
      unitPrice: line.unitPrice,
      net: netOf(line, currency).toFixed(),
      wantedBy: line.wantedBy,
      fromCatalogue: line.product !== undefined,
    })),
    omittedLines: Math.max(0, lines.length - MOST_LINES),
    quotes: quotes.map((quote) => ({
      vendor: plainText(quote.vendor, 60),
      date: quote.date,
      validUntil: quote.validUntil ?? null,
      net: quote.net,
      isChosen: quote.vendor === vendor?.code,
    })),
    policies: POLICY_IDS,
    roles: [...PURCHASE_ROLES.slice(1), ...CONSENT_ROLES],
  };
}
