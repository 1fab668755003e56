import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';

const secrets = new SecretsManagerClient({ maxAttempts: 5 });

/**
 * The text of a secret, read anew each time it is asked for.
 * @throws CountersignError Transient if it can't be read
 */
export async function readSecret(id: string): Promise<string> {
  try {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: id }));
    if (SecretString) return SecretString;
  } catch (error) {
    throw new CountersignError('Transient', `secret ${id} can't be read`, { cause: error });
  }
  throw new CountersignError('Transient', `secret ${id} is empty: fill it with the ERP's access`);
}
