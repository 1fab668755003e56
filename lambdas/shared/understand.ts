import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { CountersignError, isErrorNamed } from '../../statemachines/kernel/errors.ts';
import type { IncomingContract } from '../../statemachines/kernel/events/event-contract.ts';
import { incomingVersions, type Version, versionsOf } from '../../statemachines/kernel/events/versions.ts';
import { invalidInput } from './task.ts';

/** What an event says, in the newest version of its contract. */
export interface Understood {
  readonly workflow: Workflow;
  readonly contract: IncomingContract;
  readonly data: unknown;
  /** The older version that it came in. */
  readonly upcastFrom?: string;
}

/**
 * The contract of an event, and its data in the newest version; each version on the way is checked by its own schema.
 * @throws CountersignError InvalidInput with the reasons by path
 */
export function understand(
  { type, data }: { readonly type: string; readonly data?: unknown },
  workflows: readonly Workflow[],
): Understood {
  for (const workflow of workflows)
    for (const contract of workflow.contracts) {
      const versions = versionsOf(contract);
      const came = versions.findIndex((version) => version.type === type);
      if (came < 0) continue;
      const newest = versions.slice(came).reduce<unknown>((older, version) => inVersion(version, older), data);
      return { workflow, contract, data: newest, ...(type !== contract.type && { upcastFrom: type }) };
    }
  const known = workflows.flatMap((workflow) => incomingVersions(workflow).map((version) => version.type)).join(', ');
  throw new CountersignError('InvalidInput', `type: ${type} is no contract of this bus (known: ${known})`);
}

/** Of one version what is handed to the next; of the newest, what the workflow is told. */
function inVersion({ type, schema, upcast }: Version, data: unknown): unknown {
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw invalidInput(parsed.error);
  if (!upcast) return parsed.data;
  try {
    return upcast(parsed.data);
  } catch (error) {
    if (isErrorNamed(error, 'InvalidInput')) throw error;
    throw new CountersignError('InvalidInput', `type: ${type} can't be read as a newer version`, { cause: error });
  }
}
