import type { Workflow } from '../statemachines/kernel/define-workflow.ts';
import { isErrorNamed } from '../statemachines/kernel/errors.ts';
import { caseIdOf } from '../statemachines/kernel/ids.ts';
import { registry } from '../statemachines/registry.ts';
import { Unreadable } from './unreadable.ts';

const BRINGS: ReadonlySet<string> = new Set(['opens', 'replaces']);

/** Types of the events that bring a document; only a person or a system of theirs sends them. */
export const DOCUMENT_TYPES: readonly string[] = registry.flatMap(({ contracts }) =>
  contracts.filter(({ does = 'opens', from }) => from === undefined && BRINGS.has(does)).map(({ type }) => type),
);

/** @throws Unreadable naming the types that there are */
export function workflowOfDocument(type: string): Workflow {
  const found = registry.find(({ contracts }) => contracts.some((contract) => contract.type === type));
  if (found && DOCUMENT_TYPES.includes(type)) return found;
  throw new Unreadable(`${type} brings no document; these do: ${DOCUMENT_TYPES.join(', ')}`);
}

interface Sent {
  readonly type: string;
  readonly source: string;
  readonly subject?: string | undefined;
}

/**
 * The case that a document opens, or is the newest of.
 * @throws CountersignError InvalidInput with the reason and the place
 */
export function readCaseOf(raw: Uint8Array, { type, source, subject }: Sent): string {
  const { slug, parse, identify } = workflowOfDocument(type);
  return caseIdOf(slug, identify(parse(raw), { source, subject }).businessKey);
}

/** As {@link readCaseOf}; none if it can't be read. */
export function caseOf(raw: Uint8Array, sent: Sent): string | undefined {
  try {
    return readCaseOf(raw, sent);
  } catch (error) {
    if (isErrorNamed(error, 'InvalidInput')) return undefined;
    throw error;
  }
}
