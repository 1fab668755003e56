import { afterAll, describe, expect, it } from 'vitest';
import type { ProofManifest } from '../../../lib/proofs/violation.ts';
import type { Workflow } from '../../../statemachines/kernel/define-workflow.ts';
import { registry } from '../../../statemachines/registry.ts';
import { figures } from '../../support/figures.ts';
import { CAUGHT_BY_A_RUN } from './mutations/caught-by-a-run.ts';
import type { Change, Mutation } from './mutations/change.ts';
import { ESCALATED } from './mutations/escalated.ts';
import { FORGED } from './mutations/forged.ts';
import { MISSHAPEN } from './mutations/misshapen.ts';
import { UNAUTHORISED } from './mutations/unauthorised.ts';
import { UNBOUNDED } from './mutations/unbounded.ts';
import { EFFECT, faultsOf, graphOf, invoiceGraph, manifest as invoices } from './raw.ts';

const table: { mutation: string; by: string }[] = [];

/** Every other workflow with one effect: its graph is changed in the same ways. */
const OTHERS = registry.filter(({ slug, effects }) => slug !== 'invoice-processing' && effects.length === 1);

function rulesThatSee(change: Change, manifest?: ProofManifest, graph = invoiceGraph()): string[] {
  change(graph);
  return [...new Set(faultsOf(graph, manifest).map((fault) => fault.rule))];
}

/** As the manifest has it, under the names of `graphOf`. */
const manifestOf = ({ review: { end }, reviewSeconds, effectSeconds }: Workflow): ProofManifest => ({
  ...invoices,
  ...{ review: { end }, reviewSeconds, effectSeconds },
});

function caughtByTheorem(kind: string, mutations: readonly Mutation[]): void {
  describe(`${kind} is caught by the theorem`, () => {
    for (const [mutation, rule, change, manifest] of mutations)
      it(mutation, () => {
        const rules = rulesThatSee(change, manifest);
        table.push({ mutation, by: rules.join(', ') });
        expect(rules).toContain(rule);
      });
  });
}

caughtByTheorem('an unauthorised way to an effect', UNAUTHORISED);
caughtByTheorem('time that is taken for consent, or never ends,', ESCALATED);
caughtByTheorem('a forged or lost answer', FORGED);
caughtByTheorem('unbounded time, an unhandled failure, an end without entry', UNBOUNDED);
caughtByTheorem('a misshapen graph', MISSHAPEN);

const MUTATIONS: readonly Mutation[] = [...UNAUTHORISED, ...ESCALATED, ...FORGED, ...UNBOUNDED, ...MISSHAPEN];

describe.each(OTHERS.map((workflow): [string, Workflow] => [workflow.slug, workflow]))('the graph of %s', (_, of) => {
  const own = manifestOf(of);

  it('has no fault', () => expect(faultsOf(graphOf(of), own)).toEqual([]));

  for (const [mutation, rule, change, given = own] of MUTATIONS)
    it(`${mutation}: is caught as in that of invoices`, () => {
      expect(rulesThatSee(change, given, graphOf(of))).toContain(rule);
    });
});

describe('what only a run can catch', () => {
  for (const [mutation, safeguard, change, manifest] of CAUGHT_BY_A_RUN)
    it(`${mutation}: ${safeguard}`, () => {
      table.push({ mutation, by: `a run: ${safeguard}` });
      expect(rulesThatSee(change, manifest)).toEqual([]);
    });
});

describe('the real graph', () => {
  it('has no fault', () => expect(faultsOf(invoiceGraph())).toEqual([]));

  it('is what every mutation starts from, untouched by the one before', (context) => {
    figures(context, { mutations: table.length });
    expect(Object.keys(invoiceGraph().States)).toContain(EFFECT);
  });

  const nonsense = [undefined, null, [], 'text', 7, {}, { StartAt: 'Gather', States: {} }];
  it.each(nonsense)('%j in its place is refused, never a crash', (source) => expect(faultsOf(source)).not.toEqual([]));
});

afterAll(() => {
  const width = Math.max(...table.map(({ mutation }) => mutation.length));
  console.log(
    [...table.map(({ mutation, by }) => `${mutation.padEnd(width)}  ${by}`), `${table.length} mutations`].join('\n'),
  );
});
