import { isDeepStrictEqual } from 'node:util';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { loadAuthority } from '../cli/authority/load.ts';
import type { ControlPlane } from '../cli/control-plane.ts';
import { dynamo } from '../lambdas/shared/adapters/aws.ts';
import { dataDigests } from '../statemachines/kernel/signatures/content.ts';
import { MASTER_DATA_SEGMENT } from '../statemachines/master-data/segment.ts';
import { registry } from '../statemachines/registry.ts';
import type { AuthorityItem } from './authority/item.ts';
import { proveApart } from './authority/prove-apart.ts';
import { sampleRegister } from './authority/register.ts';
import { sampleAuthority } from './authority/sample.ts';
import { signSample } from './signatures/sample-signers.ts';

/** How one service user of the ERP logs in; the shape of every ERP secret. */
export interface ErpAccess {
  readonly url: string;
  readonly database: string;
  readonly login: string;
  readonly password: string;
}

/** The sample authority data of every workflow; what they share, such as people, once. */
export function samplesOf(segments: readonly string[]): AuthorityItem[] {
  const all = registry.flatMap(({ slug }) => sampleAuthority(slug, [...segments, MASTER_DATA_SEGMENT]));
  return all.filter((item, nth) => all.findIndex((other) => isDeepStrictEqual(other, item)) === nth);
}

/**
 * The sample authority data of these companies and of master data, proved, and the register.
 * @throws SetupError if the authority proof rejects them
 */
export async function sampleItems(segments: readonly string[]): Promise<AuthorityItem[]> {
  const sample = samplesOf(segments);
  await proveApart(sample, new Date());
  return [...sample, ...sampleRegister(registry)];
}

/** Fills what an operator fills on AWS: the ERP's secrets and the authority data. */
export async function seed(
  plane: ControlPlane,
  erp: Readonly<Record<'reader' | 'writer' | 'steward' | 'buyer' | 'crediter', ErpAccess>>,
  items: readonly AuthorityItem[],
) {
  const secrets = new SecretsManagerClient({});
  const put = (key: string, access: ErpAccess) =>
    secrets.send(new PutSecretValueCommand({ SecretId: plane.name(key), SecretString: JSON.stringify(access) }));
  await Promise.all(Object.entries(erp).map(([user, access]) => put(`erp-${user}-secret`, access)));
  const signed = await signSample(dataDigests(items));
  await loadAuthority(items, signed, { dynamo, table: plane.name('authority-table') });
}
