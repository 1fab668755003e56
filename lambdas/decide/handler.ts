import { registry } from '../../statemachines/registry.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { dynamoAuthority } from '../shared/adapters/dynamo-authority.ts';
import { dynamoCommitments } from '../shared/adapters/dynamo-commitments.ts';
import { systemClock } from '../shared/adapters/ledger.ts';
import { policiesBySlug } from '../shared/authority/policy-set.ts';
import { caseTask } from '../shared/case-task.ts';
import { environment } from '../shared/environment.ts';
import { decide } from './run.ts';

const env = environment('AUTHORITY_TABLE', 'COMMITMENTS_TABLE', 'WORKING_HOUR_SECONDS');

export const handler = caseTask(decide, {
  policiesOf: policiesBySlug(registry),
  authority: dynamoAuthority(dynamo, env.AUTHORITY_TABLE, systemClock),
  commitments: dynamoCommitments(dynamo, env.COMMITMENTS_TABLE),
  hourSeconds: env.WORKING_HOUR_SECONDS,
});
