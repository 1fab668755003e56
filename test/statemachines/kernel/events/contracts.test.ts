import { describe, expect, it } from 'vitest';
import type { EventContract } from '../../../../statemachines/kernel/events/event-contract.ts';
import { intakeAnswers } from '../../../../statemachines/kernel/events/intake-answers.ts';
import { ContractBroken, outgoing } from '../../../../statemachines/kernel/events/outgoing-event.ts';
import { reversalRequested } from '../../../../statemachines/kernel/events/reversal-requested.ts';
import { registry } from '../../../../statemachines/registry.ts';
import { toyOutcomes } from '../../../support/toy-events.ts';

const answers: EventContract[] = Object.values(intakeAnswers);
const incoming = registry.flatMap(({ contracts }) => contracts.filter(({ from }) => from !== 'ledger'));
const outcomes: EventContract[] = registry.flatMap((workflow) => workflow.outcomes);
const all = [...incoming, ...answers, ...outcomes, reversalRequested as EventContract].map(
  (contract) => [contract.type, contract] as const,
);

it('no two contracts have one type', () => {
  expect(new Set(all.map(([type]) => type)).size).toBe(all.length);
  expect(all.length).toBeGreaterThan(8);
});

describe.each([...all, ...toyOutcomes.map((contract) => [contract.type, contract] as const)])(
  '%s',
  (type, contract) => {
    const example = contract.example as Readonly<Record<string, unknown>>;
    const fits = (data: unknown) => contract.schema.safeParse(data).success;

    it('refuses what it does not know, at the top and inside', () => {
      expect(fits({ ...example, unknown: 1 })).toBe(false);
      for (const [key, value] of Object.entries(example))
        if (typeof value === 'object' && !Array.isArray(value))
          expect(fits({ ...example, [key]: { ...value, unknown: 1 } }), key).toBe(false);
    });

    it('refuses nothing at all, and each field with something else in it', () => {
      expect(fits({})).toBe(false);
      for (const key of Object.keys(example)) expect(fits({ ...example, [key]: null }), key).toBe(false);
    });

    it('takes its example as it stands', () => expect(contract.schema.parse(example)).toEqual(example));

    it('has a versioned type and says what happened', () => {
      expect(type).toMatch(/^[a-z][a-z-]*(\.[a-z-]+)+\.v[1-9]\d*$/);
      expect(contract.says).toMatch(/^[A-Z].*\.$/);
    });
  },
);

describe('an event of ours', () => {
  const contract = intakeAnswers.accepted;
  const said = { id: 'a'.repeat(64), subject: 's', time: '2026-11-24T09:00:00.000Z', data: contract.example };

  it.each([
    ['data of another contract', { data: intakeAnswers.conflict.example }],
    ['no data', { data: undefined }],
    ['an id that is no hash', { id: 'e1' }],
    ['no subject', { subject: '' }],
    ['a time that is none', { time: 'now' }],
    ['a trace that is none', { traceparent: 'x' }],
  ])('with %s never becomes one', (_, wrong) =>
    expect(() => outgoing(contract, { ...said, ...wrong })).toThrow(ContractBroken),
  );

  it('names type, schema and source, and a trace only if there is one', () => {
    expect(outgoing(contract, said)).toEqual({
      ...said,
      specversion: '1.0',
      source: 'countersign',
      type: 'intake.accepted.v1',
      datacontenttype: 'application/json',
      dataschema: 'urn:countersign:events:intake.accepted.v1',
    });
  });
});
