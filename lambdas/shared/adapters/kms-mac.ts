import { GenerateMacCommand, type KMSClient, VerifyMacCommand } from '@aws-sdk/client-kms';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import type { Writer } from '../../../statemachines/kernel/ledger-entry.ts';
import type { MacPort } from '../ports.ts';

const ALGORITHM = 'HMAC_SHA_256';

/** MACs by KMS HMAC keys, one a writer; a function holds only the key ids that its role may use. */
export function kmsMac(kms: KMSClient, writer: Writer, keys: Partial<Record<Writer, string>>): MacPort {
  const keyOf = (of: Writer): string => {
    const key = keys[of];
    if (key) return key;
    throw new CountersignError('LedgerBroken', `no key to check what ${of} wrote: MAC_KEYS lacks it`);
  };
  return {
    writer,
    async sign(hash) {
      const command = { KeyId: keyOf(writer), MacAlgorithm: ALGORITHM, Message: Buffer.from(hash, 'hex') } as const;
      const { Mac } = await kms.send(new GenerateMacCommand(command));
      if (!Mac) throw new CountersignError('Transient', 'KMS returned no MAC');
      return Buffer.from(Mac).toString('base64');
    },
    async verify(of, hash, mac) {
      const command = { KeyId: keyOf(of), MacAlgorithm: ALGORITHM, Message: Buffer.from(hash, 'hex') } as const;
      try {
        const reply = await kms.send(new VerifyMacCommand({ ...command, Mac: Buffer.from(mac, 'base64') }));
        return reply.MacValid === true;
      } catch (error) {
        if (error instanceof Error && error.name === 'KMSInvalidMacException') return false;
        throw error;
      }
    },
  };
}
