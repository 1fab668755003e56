import { generateKeyPairSync } from 'node:crypto';
import type { OwnerFunction } from '../../../../statemachines/kernel/finding.ts';
import type { Signer } from '../../../../statemachines/kernel/signatures/signers.ts';
import { type Statement, signed } from '../../../../statemachines/kernel/signatures/statement.ts';

export const NOW = new Date('2026-11-24T09:00:00.000Z');
export const DIGEST = 'd'.repeat(64);

/** A trusted person with a key of their own. */
export function signerOf(id: string, functions: OwnerFunction[], more: Partial<Signer> = {}) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const signer: Signer = { id, functions, publicKey, validFrom: '2026-01-01T00:00:00.000Z', ...more };
  const said = (about: Partial<Statement> = {}): Statement => ({
    ...{ schema: 1, class: 'contracts', digest: DIGEST, function: functions[0] ?? 'operations' },
    ...{ signer: id, at: '2026-11-24T08:00:00.000Z', ...about },
  });
  return {
    id,
    signer,
    privateKey,
    publicKey,
    sign: (about?: Partial<Statement>) => signed(said(about), privateKey),
    said,
  };
}

export const file = (name: string, jws: string) => ({ name, jws });
