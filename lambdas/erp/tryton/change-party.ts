import { z } from 'zod';
import { changePartyPayload } from '../../../statemachines/master-data/change-party-payload.ts';
import { ErpRefused, ErpUnknown } from '../errors.ts';
import type { MasterRecord } from '../port.ts';
import { idOf } from './post-invoice.ts';

/**
 * The payload of `change-party` as the change of the module's `change_party` (erp/tryton-module/README.md).
 * @throws ErpRefused if the payload is none, before anything is sent
 */
export function changeOf(payload: unknown): Readonly<Record<string, unknown>> {
  const parsed = changePartyPayload.safeParse(payload);
  if (!parsed.success) throw new ErpRefused(`change-party: ${z.prettifyError(parsed.error)}`);
  const { caseId, party, change, versions } = parsed.data;
  return {
    party: idOf(party),
    description: `case ${caseId}`,
    change,
    versions: versions.map(({ kind, id, version }) => [kind, idOf(id), version]),
  };
}

const changed = z.object({
  id: z.int(),
  code: z.string().nullable(),
  name: z.string(),
  taxId: z.string().nullable(),
  accounts: z.array(z.string()),
  hold: z.boolean(),
  version: z.string(),
});

/**
 * What the module read back; no tax id is empty text, the accounts are the active IBANs, sorted.
 * @throws ErpUnknown if it can't be read: the party may be changed
 */
export function partyRecord(read: unknown): MasterRecord {
  const parsed = changed.safeParse(read);
  if (!parsed.success) throw new ErpUnknown(`change_party answered ${z.prettifyError(parsed.error)}`);
  const { id, code, name, taxId, accounts, hold, version } = parsed.data;
  return {
    id: String(id),
    number: code ?? '',
    version,
    fields: { name, taxId: taxId ?? '', accounts, hold },
  };
}

/** The codes of the module's refusals (erp/tryton-module/README.md); whatever else a text begins with may be a value. */
const CODES: ReadonlySet<string> = new Set([
  ...[
    'ACCESS_DENIED',
    'IDEMPOTENCY_KEY_REUSED',
    'INVALID_DOCUMENT',
    'INVALID_CHANGE',
    'PARTY_UNKNOWN',
    'PARTY_INACTIVE',
    'INVALID_TAX_ID',
  ],
  ...['TAX_ID_AMBIGUOUS', 'INVALID_IBAN', 'ACCOUNT_NOT_THERE', 'ACCOUNT_SHARED', 'ACCOUNT_ALREADY_THERE'],
  ...['ACCOUNT_OF_ANOTHER_PARTY', 'ACCOUNT_HAS_OTHER_NUMBERS'],
]);

/**
 * A refusal by its code alone, without its cause: the ERP's words name accounts, tax ids and people, and the ledger and
 * what is told of it forget nothing.
 */
export function withoutValues({ message }: ErpRefused): ErpRefused {
  const [said = ''] = /^[A-Z_]+(?=:)/.exec(message) ?? [];
  const code = CODES.has(said) ? said : 'REFUSED';
  return new ErpRefused(
    `${code}: the ERP refused the change; its words may name values of the party, and are not kept`,
  );
}
