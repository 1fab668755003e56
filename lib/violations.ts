import type { Workflow } from '../statemachines/kernel/define-workflow.ts';
import { incomingVersions } from '../statemachines/kernel/events/versions.ts';
import { PATIENCE_SECONDS } from '../statemachines/kernel/patience.ts';
import { COMMAND_RETENTION } from './constructs/command-queue.ts';
import { PLACEHOLDERS } from './placeholders.ts';
import { prove } from './proofs/theorem.ts';
import { formatViolations } from './proofs/violation.ts';
import { COMMAND_QUEUE } from './proofs/vocabulary.ts';

/** Every reason why a workflow must not be deployed, in words; none if there is none. */
export function violationsOf(definition: string, workflow: Workflow): string[] {
  return [...proofFaults(definition, workflow), ...timeFaults(workflow)].map((fault) => `${workflow.slug}: ${fault}`);
}

function proofFaults(definition: string, workflow: Workflow): string[] {
  try {
    const violations = prove(JSON.parse(definition), workflow, [...PLACEHOLDERS.keys(), COMMAND_QUEUE]);
    return violations.map((violation) => formatViolations([violation]));
  } catch (error) {
    if (error instanceof SyntaxError) return [`its definition is no JSON: ${error.message}`];
    throw error;
  }
}

function timeFaults({ effectSeconds }: Workflow): string[] {
  const retention = COMMAND_RETENTION.toSeconds();
  if (effectSeconds >= retention)
    return [
      `effectSeconds is ${effectSeconds}: an effect must give up before its command leaves the queue (${retention} s)`,
    ];
  if (effectSeconds < PATIENCE_SECONDS) return [];
  return [
    `effectSeconds is ${effectSeconds}: its command could be received too often before, and be overtaken (${PATIENCE_SECONDS} s)`,
  ];
}

/** An event type belongs to one workflow: two rules would take it in twice. */
export function repeatedTypes(workflows: readonly Workflow[]): string[] {
  const owner = new Map<string, string>();
  return workflows.flatMap((workflow) =>
    incomingVersions(workflow).flatMap(({ type }) => {
      const first = owner.get(type);
      owner.set(type, first ?? workflow.slug);
      return first === undefined ? [] : [`${workflow.slug}: event type ${type} is already a contract of ${first}`];
    }),
  );
}
