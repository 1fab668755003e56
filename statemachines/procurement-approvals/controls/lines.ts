import { sayAs } from '../../kernel/controls/say.ts';
import type { Finding } from '../../kernel/finding.ts';
import { expenseOf, netOf, productOf, taxOf } from '../matching/lines.ts';
import type { RequisitionLine } from '../requisition.ts';
import type { RequisitionCase, RequisitionControl } from '../requisition-case.ts';

const say = sayAs('lines');

/** Each line can be ordered and booked: a product or an account, one tax, and an amount. */
export const lines: RequisitionControl = {
  id: 'lines',
  owner: 'finance-systems',
  find: (of) => of.document.lines.flatMap((line) => [...bookedAs(line, of), ...taxed(line, of), ...worth(line, of)]),
};

function bookedAs(line: RequisitionLine, { facts }: RequisitionCase): Finding[] {
  const terms = [`lines[${line.id}]`];
  if (line.product !== undefined) {
    const product = productOf(line, facts);
    if (!product) {
      const message = `The ERP has no product of the code ${line.product}: say another, or an account.`;
      return [say.park({ code: 'PRODUCT-UNKNOWN', message, terms, actual: line.product })];
    }
    if (line.unit === undefined || product.unit === undefined || line.unit === product.unit) return [];
    const message = `${product.name} is ordered by ${product.unit}, not by ${line.unit}: have quantity and price said by that.`;
    return [say.park({ code: 'UNIT-DIFFERS', message, terms, expected: product.unit, actual: line.unit })];
  }
  if (line.account === undefined) {
    const message = 'The line has neither a product nor an account: purchasing says one of them.';
    return [say.park({ code: 'LINE-UNASSIGNED', message, terms })];
  }
  if (expenseOf(line, facts)) return [];
  const message = `The account ${line.account} is none that orders may be booked to: finance says which.`;
  return [say.park({ code: 'ACCOUNT-UNKNOWN', message, terms, actual: line.account })];
}

function taxed(line: RequisitionLine, { facts }: RequisitionCase): Finding[] {
  if (taxOf(line, facts)) return [];
  const known = facts.taxes.map(({ code }) => code).join(', ');
  const message = `It is not certain which purchase tax the line bears: have its tax code said, one of ${known || 'none'}.`;
  const terms = [`lines[${line.id}]/taxCode`];
  return [say.park({ code: 'TAX-UNCERTAIN', message, terms, expected: known, actual: line.taxCode })];
}

function worth(line: RequisitionLine, { document }: RequisitionCase): Finding[] {
  if (netOf(line, document.currency).greaterThan(0)) return [];
  const message = 'Quantity times price is nothing, rounded: it must be a mistake.';
  return [say.reject({ code: 'LINE-WORTH-NOTHING', message, terms: [`lines[${line.id}]`] })];
}
