import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Items } from '../../lambdas/shared/adapters/authority-items.ts';
import { snapshotOf } from '../../lambdas/shared/adapters/dynamo-authority.ts';
import { ruleOn } from '../../lambdas/shared/authority/decide-route.ts';
import { loadPolicies } from '../../lambdas/shared/authority/policy-set.ts';
import { sampleAuthority } from '../../local/authority/sample.ts';
import { assessInvoice } from '../../local/model/reference/assess-invoice.ts';
import { invoiceSubject } from '../../statemachines/invoice-processing/assessment-subject.ts';
import { invoiceControls } from '../../statemachines/invoice-processing/controls/controls.ts';
import { identifyInvoice } from '../../statemachines/invoice-processing/identify.ts';
import { proposeInvoice } from '../../statemachines/invoice-processing/proposal.ts';
import { invoiceProcessing } from '../../statemachines/invoice-processing/workflow.ts';
import { stopScopesOf } from '../../statemachines/kernel/authority/stop-scopes.ts';
import { caseIdOf } from '../../statemachines/kernel/ids.ts';
import { factsFromMasters } from './facts-from-masters.ts';
import { parsed, sampleXml } from './sample-xml.ts';

const invoices = new URL('../../samples/invoices/', import.meta.url);
const expected = (slug: string) => JSON.parse(readFileSync(new URL(`${slug}/expected.json`, invoices), 'utf8'));
const accepted = readdirSync(invoices).filter((slug) => expected(slug).intake === 'accepted');
const policies = loadPolicies(invoiceProcessing);
const items = new Map(
  sampleAuthority(invoiceProcessing.slug, ['MFR', 'MSL']).map(({ key, ...data }): [string, object] => [key, data]),
) as Items;

/** Findings and outcome of a sample as the masters, the reference model and the sample authority make them. */
function outcomeOf(slug: string) {
  const document = parsed(sampleXml(slug));
  const caseId = caseIdOf(invoiceProcessing.slug, identifyInvoice(document).businessKey);
  const of = { caseId, document, facts: factsFromMasters(document), source: 'shop', today: '2026-11-24' };
  const findings = invoiceControls.flatMap((control) => control.find(of));
  const codes = findings.map(({ code }) => code);
  const blocking = findings.filter(({ severity }) => severity === 'blocking');
  const found = (disposition: string) => blocking.some((each) => each.disposition === disposition);
  if (found('reject')) return { codes, outcome: 'refused' };
  const proposed = found('park') ? undefined : proposeInvoice(of, findings);
  if (!proposed) return { codes, outcome: 'parked' };
  const { measure, acts, attributes, segment: company } = proposed;
  const { namespace, resource, duty, roles } = invoiceProcessing.authority;
  const { slug: workflow } = invoiceProcessing;
  const stops = stopScopesOf({ workflow, company, commands: ['post-invoice'] });
  const subject = {
    ...{ namespace, resource, duty, id: caseId, company, today: of.today, measure, acts, attributes, stops },
    blocking: blocking.map(({ code }) => code),
    assessment: assessInvoice(JSON.parse(JSON.stringify(invoiceSubject(document)))),
  };
  const authority = snapshotOf(items, { workflow, roles, company, stops }, '2026-11-24T09:00:00.000Z');
  const { route } = ruleOn(policies, subject, authority);
  return { codes, outcome: { auto: 'posted', review: 'waiting-review', park: 'parked' }[route], subject };
}

describe('against the masters, the reference model and the sample authority', () => {
  it.each(accepted)('%s ends where it must', (slug) => {
    const { findings, outcome } = expected(slug);
    const actual = outcomeOf(slug);
    expect(actual).toMatchObject({ outcome });
    expect(actual.codes).toEqual(expect.arrayContaining(findings));
    if (outcome === 'posted') expect(actual.codes).toEqual(findings);
  });
});
