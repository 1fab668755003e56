import { z } from 'zod';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { cloudEvent } from '../../statemachines/kernel/envelope.ts';
import { breakerEvents } from '../../statemachines/kernel/events/breaker-changed.ts';
import { dataSchemaOf, type EventContract } from '../../statemachines/kernel/events/event-contract.ts';
import { governanceEvents } from '../../statemachines/kernel/events/governance.ts';
import { answerEvent, intakeAnswers } from '../../statemachines/kernel/events/intake-answers.ts';
import { outcomeEvent } from '../../statemachines/kernel/events/outcomes.ts';
import { type OutgoingEvent, outgoing, outgoingEnvelope } from '../../statemachines/kernel/events/outgoing-event.ts';
import { reversalRequested } from '../../statemachines/kernel/events/reversal-requested.ts';
import { reviewNotices } from '../../statemachines/kernel/events/review-notice.ts';
import { incomingVersions } from '../../statemachines/kernel/events/versions.ts';
import { digestOf } from '../../statemachines/kernel/ids.ts';

const TIME = '2026-11-24T08:00:00.000Z';
const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

/**
 * What `docs/events` holds, by file name: of each contract the JSON Schema of its `data` and one whole event, and of
 * either way the envelope.
 */
export function eventFiles(workflows: readonly Workflow[]): ReadonlyMap<string, string> {
  const contracts = workflows.flatMap(incomingVersions);
  const outcomes = workflows.flatMap((workflow) => workflow.outcomes);
  const answers = Object.values(intakeAnswers);
  const notices = [
    ...Object.values(reviewNotices),
    ...Object.values(governanceEvents),
    ...Object.values(breakerEvents),
    reversalRequested,
  ] as EventContract[];
  const examples = [
    ...contracts.map(({ type, example }) => [type, received(type, example)] as const),
    ...answers.map(({ type, example }) => [type, answerEvent(example, TIME, TRACE)] as const),
    ...outcomes.map((contract) => [contract.type, outcomeEvent(contract, contract.example, TIME, TRACE)] as const),
    ...notices.map((contract) => [contract.type, noticed(contract)] as const),
  ];
  const schemas = [
    ...contracts.map((contract) => [contract.type, dataSchema(contract, 'in')] as const),
    ...[...answers, ...outcomes, ...notices].map((contract) => [contract.type, dataSchema(contract, 'out')] as const),
  ];
  return new Map([
    ['envelope-in.schema.json', text(jsonSchema(cloudEvent, 'in'))],
    ['envelope-out.schema.json', text(jsonSchema(outgoingEnvelope, 'out'))],
    ...schemas.map(([type, schema]) => [`${type}.schema.json`, text(schema)] as const),
    ...examples.map(([type, example]) => [`${type}.example.json`, text(example)] as const),
  ]);
}

function received(type: string, data: unknown): z.input<typeof cloudEvent> {
  const id = '8b1f0c52-6a55-4f0e-9d0c-0a4b9c6f6f11';
  return { specversion: '1.0', id, source: 'billing.example', type, time: TIME, traceparent: TRACE, data };
}

function noticed(contract: EventContract): OutgoingEvent {
  const { caseId, dependency } = contract.example as { caseId?: string; dependency?: string };
  const subject = caseId ?? dependency ?? contract.type;
  return outgoing(contract, { id: digestOf([subject, contract.type]), subject, time: TIME, data: contract.example });
}

type Way = 'in' | 'out';

function dataSchema({ type, says, schema }: EventContract, way: Way) {
  const { $schema, ...rest } = jsonSchema(schema, way);
  return { $schema, $id: dataSchemaOf(type), description: says, ...rest };
}

/**
 * A date-time's pattern only repeats its format, at length. What we say may gain fields within a version, so that the
 * published schema leaves room for them, strict as we are ourselves.
 */
function jsonSchema(schema: z.ZodType, way: Way) {
  return z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
      if (way === 'out') delete jsonSchema.additionalProperties;
    },
  });
}

const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
