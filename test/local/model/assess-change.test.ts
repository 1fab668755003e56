import { expect, it } from 'vitest';
import { assessChange } from '../../../local/model/reference/assess-change.ts';
import { changeAssessmentSchema, changeSubject } from '../../../statemachines/master-data/assessment.ts';
import { CHANGES, OLD_IBAN, requestOf } from '../../statemachines/master-data/fixtures.ts';

const assessed = (change: object, reason = 'As agreed.') =>
  changeAssessmentSchema.parse(assessChange(changeSubject(requestOf(change, { reason }))));

it.each([
  ['pressure', CHANGES.account, 'Urgent: do not call the vendor.'],
  ['other-country', { ...CHANGES['tax-id'], to: 'DE811569869' }, 'As agreed.'],
])('the reference model flags %s', (code, change, reason) => {
  expect(assessed(change, reason)).toMatchObject({ classification: 'suspicious', anomalies: [{ code }] });
});

it.each(Object.values(CHANGES))('the reference model has nothing against an ordinary change: %o', (change) => {
  expect(assessed(change)).toMatchObject({ classification: 'routine', anomalies: [], confidence: 0.9 });
});

it.each([CHANGES.account, CHANGES['tax-id']])('no model is shown an identifier or an account: %o', (change) => {
  const reason = `Ours is ${OLD_IBAN}, call +33 1 23 45 67 89.`;
  const shown = JSON.stringify(changeSubject(requestOf(change, { reason })));
  for (const value of [OLD_IBAN, 'FR1420041010050500013M02606', 'FR40303265045', '23 45 67', 'Lumière', 'V-100'])
    expect(shown).not.toContain(value);
});
