import { registry } from '../../statemachines/registry.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { dynamoAuthority } from '../shared/adapters/dynamo-authority.ts';
import { dynamoCommitments } from '../shared/adapters/dynamo-commitments.ts';
import { recordKeeping, systemClock } from '../shared/adapters/ledger.ts';
import { policiesBySlug } from '../shared/authority/policy-set.ts';
import { environment } from '../shared/environment.ts';
import { workflowOf } from '../shared/workflow-of.ts';
import type { GatewayDeps } from './gateway-ports.ts';
import { erpWriter } from './tryton/writer.ts';

/** What the gateway and Settle work with, from the environment. */
export function gatewayDeps(): GatewayDeps {
  const env = environment(
    'AUTHORITY_TABLE',
    'COMMITMENTS_TABLE',
    'ERP_WRITER_SECRET',
    'ERP_STEWARD_SECRET',
    'ERP_BUYER_SECRET',
    'ERP_CREDITER_SECRET',
    'ERP_TIMEOUT_MS',
    'ERP_LEASE_MS',
  );
  return {
    ...recordKeeping(),
    workflowOf,
    policiesOf: policiesBySlug(registry),
    authority: dynamoAuthority(dynamo, env.AUTHORITY_TABLE, systemClock),
    commitments: dynamoCommitments(dynamo, env.COMMITMENTS_TABLE),
    erp: erpWriter(
      {
        poster: env.ERP_WRITER_SECRET,
        steward: env.ERP_STEWARD_SECRET,
        buyer: env.ERP_BUYER_SECRET,
        crediter: env.ERP_CREDITER_SECRET,
      },
      env.ERP_TIMEOUT_MS,
    ),
    leaseMs: env.ERP_LEASE_MS,
  };
}
