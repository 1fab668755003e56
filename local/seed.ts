import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ControlPlane } from '../cli/control-plane.ts';
import { dynamo } from '../lambdas/shared/adapters/aws.ts';
import { registry } from '../statemachines/registry.ts';
import { proved } from './authority/proved.ts';
import { sampleRegister } from './authority/register.ts';
import { sampleAuthority } from './authority/sample.ts';

/** How one service user of the ERP logs in; the shape of both ERP secrets. */
export interface ErpAccess {
  readonly url: string;
  readonly database: string;
  readonly login: string;
  readonly password: string;
}

/**
 * Fills what an operator fills on AWS: the ERP's secrets and the authority data.
 * @throws SetupError if the authority proof rejects the data: then none is written
 */
export async function seed(
  plane: ControlPlane,
  erp: { reader: ErpAccess; writer: ErpAccess },
  segments: readonly string[],
) {
  const sample = registry.flatMap(({ slug }) => sampleAuthority(slug, segments));
  const items = [...proved(sample, new Date()), ...sampleRegister(registry)];
  const secrets = new SecretsManagerClient({});
  const put = (key: string, access: ErpAccess) =>
    secrets.send(new PutSecretValueCommand({ SecretId: plane.name(key), SecretString: JSON.stringify(access) }));
  await Promise.all([put('erp-reader-secret', erp.reader), put('erp-writer-secret', erp.writer)]);
  await Promise.all(
    items.map((Item) => dynamo.send(new PutCommand({ TableName: plane.name('authority-table'), Item }))),
  );
}
