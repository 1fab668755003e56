import { describe, expect, it } from 'vitest';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import { requisitionFacets } from '../../../statemachines/procurement-approvals/facets.ts';
import { requisitionQuery } from '../../../statemachines/procurement-approvals/facts.ts';
import { identifyRequisition, identifyWithdrawal } from '../../../statemachines/procurement-approvals/identify.ts';
import { openRequisition } from '../../../statemachines/procurement-approvals/open-requisition.ts';
import { requisitionQueryOf } from '../../../statemachines/procurement-approvals/query.ts';
import { parseRequisition, requisition } from '../../../statemachines/procurement-approvals/requisition.ts';
import { factsOf, line, onAccount, quote, requisitionOf, sent } from './fixtures.ts';

const parse = (document: unknown) => parseRequisition(Buffer.from(JSON.stringify(document)));
const withLine = (more: object) => sent({ lines: [line(more)] });

describe('a document is refused', () => {
  it.each<[string, unknown]>([
    ['that is empty', {}],
    ['of another schema', sent({ schema: 2 })],
    ['with a field that is not known', sent({ approved: true })],
    ['with one in a line', withLine({ approver: 'me' })],
    ['without a requester', sent({ requester: '' })],
    ['with a control character', sent({ reason: 'Paper\u0000' })],
    ['with an invisible one', sent({ requester: 'person-\u200Bamara' })],
    ['with one that turns the text around', withLine({ description: 'a\u202Eb' })],
    ['without lines', sent({ lines: [] })],
    ['with too many', sent({ lines: Array.from({ length: 201 }, (_, id) => line({ id: `${id}` })) })],
    ['with two lines of one id', sent({ lines: [line(), line()] })],
    [
      'with more days than may be asked for',
      sent({
        lines: Array.from({ length: 51 }, (_, id) => {
          const wantedBy = new Date(Date.UTC(2027, 0, 1 + id)).toISOString().slice(0, 10);
          return line({ id: `${id}`, wantedBy });
        }),
      }),
    ],
    ['with a category that is none', withLine({ category: 'gifts' })],
    ['with a product and an account', withLine({ account: '606' })],
    ['with a quantity of nothing', withLine({ quantity: '0' })],
    ['with a negative one', withLine({ quantity: '-1' })],
    ['with a number in place of a decimal text', withLine({ unitPrice: 18.5 })],
    ['with an exponent', withLine({ unitPrice: '1e3' })],
    ['with more than four decimals', withLine({ unitPrice: '1.00001' })],
    ['with an amount beyond measure', withLine({ unitPrice: '1000000000000' })],
    ['with a day that is none', withLine({ wantedBy: '2026-02-30' })],
    ['with a day that no system of record knows', withLine({ wantedBy: '0000-01-01' })],
    ['with a currency that is none', sent({ currency: 'euro' })],
    ['with a quote over nothing', sent({ quotes: [quote('V-100', '0')] })],
    ['with too many quotes', sent({ quotes: Array.from({ length: 21 }, () => quote('V-100', '1')) })],
    ['with a text as a boolean', sent({ personalData: 'false' })],
    ['with too long a reason', sent({ reason: 'x'.repeat(2_001) })],
  ])('%s', (_, document) => expect(() => parse(document)).toThrow(CountersignError));

  it.each([
    ['no JSON', Buffer.from('{')],
    ['no UTF-8', Buffer.from([0xff, 0xfe])],
  ])('that is %s', (_, raw) => expect(() => parseRequisition(raw)).toThrow('no JSON in UTF-8'));

  it('with the place, and without the value', () => {
    expect(() => parse(withLine({ unitPrice: 'secret' }))).toThrow(/document\.lines\.0\.unitPrice: (?!.*secret)/);
  });
});

it('a document is read, its amounts in one spelling', () => {
  const read = parse(sent({ lines: [line({ unitPrice: '+018.50' })] }));
  expect(read.lines[0]?.unitPrice).toBe('18.5');
  expect(read.quotes).toEqual([]);
  expect(requisition.parse(read)).toEqual(read);
});

describe('a case', () => {
  const document = requisitionOf();
  it('is no other requisition’s than its event says', () => {
    expect(() => identifyRequisition(document, { source: 's', subject: 'REQ-2' })).toThrow(CountersignError);
  });

  it('is that of its requisition, whatever becomes of the lines, and of its withdrawal', () => {
    const key = ['MFR', 'REQ-1'];
    const origin = { source: 's', subject: 'REQ-1' };
    expect(identifyRequisition(document, origin).businessKey).toEqual(key);
    const amended = requisitionOf({ lines: [onAccount('9')], costCentre: 'HR' });
    expect(identifyRequisition(amended, { source: 's' }).businessKey).toEqual(key);
    expect(identifyWithdrawal({ company: ' mfr', id: 'req-1 ', reason: 'no' })).toMatchObject({ businessKey: key });
  });

  it.each([{}, { company: 'MFR', id: 'REQ-1' }, { company: 'MFR', id: 'REQ-1', reason: 'no', lines: [] }])(
    'is not withdrawn by %o',
    (data) => expect(() => identifyWithdrawal(data)).toThrow(),
  );
});

describe('the systems of record are asked', () => {
  it('for vendors and products once each, the days, and two years back', () => {
    const quotes = [quote('V-200', '1'), quote('V-100', '2')];
    const lines = [line({ wantedBy: '2027-01-10' }), line({ id: '2' }), onAccount('1', { id: '3' })];
    const asked = requisitionQueryOf(requisitionOf({ quotes, lines }));
    expect(requisitionQuery.parse(asked)).toEqual({
      ...{
        company: 'MFR',
        costCentre: 'OPS',
        requester: 'person-amara',
        vendors: ['V-100', 'V-200'],
        products: ['PAPER-A4'],
      },
      ...{ days: ['2026-12-10', '2027-01-10'], fromDate: '2024-12-10' },
    });
  });

  it.each(['0001-01-01', '9999-12-31'])('for a past that exists, whatever day is wanted: %s', (wantedBy) => {
    const asked = requisitionQueryOf(requisitionOf({ lines: [line({ wantedBy })] }));
    expect(requisitionQuery.parse(asked).fromDate >= '2000-01-01').toBe(true);
  });

  it('for no more than may be asked for', () => {
    const quotes = Array.from({ length: 20 }, (_, index) => quote(`V-${index}`, '1'));
    const lines = Array.from({ length: 200 }, (_, index) => line({ id: `${index}`, product: `P-${index}` }));
    expect(requisitionQuery.safeParse(requisitionQueryOf(requisitionOf({ quotes, lines }))).success).toBe(true);
  });
});

describe('others see', () => {
  const facets = (document: object = {}, facts: object = {}) =>
    requisitionFacets(requisitionOf(document), factsOf(facts));

  it.each([{ company: undefined }, { costCentre: undefined }])(
    'nothing while it is not known whose it is: %o',
    (facts) => expect(facets({}, facts)).toEqual({}),
  );

  it('what it will take, of which budget and by whom', () => {
    const taxes = [{ id: '1', code: 'V20', rate: '20', recoverable: '0' }];
    expect(openRequisition.parse({ ...facets({}, { taxes }), caseId: 'x' })).toEqual({
      ...{ caseId: 'x', company: '1', costCentre: '3', budget: '7', vendor: '12', requester: 'person-amara' },
      ...{ amount: '444', currency: 'EUR', date: '2026-11-24' },
    });
  });

  it('no budget where there are two or none, and no vendor that is unknown', () => {
    expect(facets({ vendor: undefined }, { budgets: [], taxes: [] })).toEqual({
      ...{ company: '1', costCentre: '3', requester: 'person-amara', amount: '370', currency: 'EUR' },
      date: '2026-11-24',
    });
    const budgets = [...factsOf().budgets, ...factsOf().budgets.map((one) => ({ ...one, id: '8' }))];
    expect(facets({}, { budgets })).not.toHaveProperty('budget');
  });
});
