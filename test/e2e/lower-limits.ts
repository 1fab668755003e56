import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ControlPlane } from '../../cli/control-plane.ts';
import { dynamo } from '../../lambdas/shared/adapters/aws.ts';
import { roleKey } from '../../statemachines/kernel/authority/keys.ts';
import { roleData } from '../../statemachines/kernel/authority/role.ts';

/** Takes every limit from a role, as finance would: in a new version of its item. */
export async function lowerLimits(plane: ControlPlane, role: string): Promise<void> {
  const { key, ...was } = (await plane.authorityItems()).find((item) => item.key === roleKey(role)) ?? { key: '' };
  const { version, terms, ...rest } = roleData.parse(was);
  const lowered = terms.map((term) => ({
    ...term,
    limits: term.limits.map((row) => ({ ...row, alone: {}, second: {} })),
  }));
  const Item = { key, ...rest, version: version + 1, terms: lowered };
  await dynamo.send(new PutCommand({ TableName: plane.name('authority-table'), Item }));
}
