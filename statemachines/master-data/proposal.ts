import type { AssessmentCore } from '../kernel/assessment.ts';
import type { Act } from '../kernel/authority/duties.ts';
import type { Proposed } from '../kernel/define-workflow.ts';
import type { Finding } from '../kernel/finding.ts';
import type { Command } from '../kernel/proposal.ts';
import { categoryOf } from './categories.ts';
import { changePartyPayload } from './change-party-payload.ts';
import type { ChangeRequest } from './change-request.ts';
import { partyMeant } from './matching/party-meant.ts';
import type { PartyCase } from './party-case.ts';
import { MASTER_DATA_SEGMENT } from './segment.ts';

/** One change, whatever it is about: authority over master data is measured in changes of one party. */
const ONE_CHANGE = { minor: 1, currency: 'EUR' };

/**
 * The one command that changes one field of one party; none while the party or its version is not certain, or a value
 * is none of its field (a finding says so). Nothing ever merges two parties. The assessment has no influence: it is not even read.
 */
export function proposeChange(
  { caseId, document, facts }: PartyCase,
  _findings: readonly Finding[],
  _assessment?: AssessmentCore,
): Proposed | undefined {
  const meant = partyMeant(document, facts);
  if (meant.kind !== 'found') return undefined;
  const { party } = meant;
  const expects = facts.versions.filter(({ kind, id }) => kind === 'party' && id === party.id);
  if (expects.length !== 1) return undefined;
  const { role, code, change } = document;
  const { from: _, ...wanted } = change;
  const asked = { schema: 1, caseId, party: party.id, code, role, change: wanted, versions: expects };
  const payload = changePartyPayload.safeParse(asked);
  if (!payload.success) return undefined;
  const command: Command = {
    kind: 'change-party',
    company: MASTER_DATA_SEGMENT,
    idempotencyKey: `${caseId}/change-party/1`,
    payload: JSON.parse(JSON.stringify(payload.data)) as Command['payload'],
    compensation: {
      kind: 'none',
      reason: 'what was changed is changed back by the owner of the field, as a case of its own',
    },
  };
  return {
    commands: [command],
    expects,
    claims: [],
    exposure: ONE_CHANGE,
    measure: {
      category: categoryOf(change, party),
      exposures: [ONE_CHANGE],
      group: `party ${party.id}`,
      adds: true,
      earlier: [],
    },
    acts: [...facts.acts, ...requestOf(document)],
    counterparty: code,
    segment: MASTER_DATA_SEGMENT,
    attributes: {},
  };
}

/** Whoever asked for it approves nothing of it. */
function requestOf({ requestedBy, role, code }: ChangeRequest): Act[] {
  return requestedBy === undefined
    ? []
    : [{ duty: 'vendor-master-change', by: requestedBy, to: `${role} ${code}, as asked for` }];
}
