import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { z } from 'zod';
import type { TrytonClient } from '../../../../lambdas/erp/tryton/client.ts';
import { trytonWriter } from '../../../../lambdas/erp/tryton/writer.ts';
import { caseIdOf, digestOf } from '../../../../statemachines/kernel/ids.ts';
import type { Command } from '../../../../statemachines/kernel/proposal.ts';
import type { ErpBehindProxy } from '../../../support/running-erp.ts';
import type { Fault, Posting, WriterSubject } from './subject.ts';

const NOWHERE = '999999';

/** Our Tryton adapter as the writer of `change-party`: every posting gives a party of its own an account. */
export function stewardSubject(running: ErpBehindProxy): WriterSubject {
  const person = running.client('purchase', { beside: true });
  const reader = running.client('reader', { beside: true });
  const beside = writerOf(reader, running.client('steward', { beside: true }));
  const run = `CONF-${randomUUID().slice(0, 8)}`;
  const writers = new Map<number, ReturnType<typeof writerOf>>();
  /** By the case, since a command that is spoilt may name another. */
  const parties = new Map<string, number>();
  const partyIn = ({ idempotencyKey }: Command) => parties.get(idempotencyKey.split('/')[0] ?? '') ?? 0;

  async function fresh(): Promise<Posting> {
    const code = `${run}-${parties.size + 1}`;
    const made = await person.call('party.party', 'create', [{ name: `Party ${code}`, code }]);
    const [party = 0] = z.array(z.int()).parse(made);
    const caseId = caseIdOf('conformance', [code]);
    const read = await beside.versions([{ kind: 'party', id: String(party), version: '' }]);
    const versions = read.map((version) => ({ ...version }));
    parties.set(caseId, party);
    const change = { field: 'bank-account', add: iban(party) };
    const command: Command = {
      ...{ kind: 'change-party', company: 'MFR', idempotencyKey: `${caseId}/1` },
      payload: { schema: 1, caseId, party: String(party), code, role: 'vendor', change, versions },
      compensation: { kind: 'change-party', reason: 'the account is removed again' },
    };
    return { command, digest: digestOf(command), expects: versions };
  }

  return {
    writer(timeoutMs, session) {
      const known = session ? undefined : writers.get(timeoutMs);
      const writer =
        known ?? writerOf(running.client('invoice', { timeoutMs }), running.client('steward', { timeoutMs }));
      writers.set(timeoutMs, writer);
      return writer;
    },
    wire: running.wire,
    postMark: 'change_party',
    duplicate: 'ACCOUNT_ALREADY_THERE: ',
    fresh,
    async spoilt(fault) {
      const { words, ...changes } = SPOILT[fault];
      return { ...changed(await fresh(), changes), words };
    },
    async renamed(posting) {
      const versions = (await beside.versions(posting.expects)).map((version) => ({ ...version }));
      return changed(posting, { idempotencyKey: `${posting.command.idempotencyKey}/renamed`, payload: { versions } });
    },
    /** Each time that a party is changed leaves a note on it. */
    async documents({ command }) {
      const domain = [['resource', '=', `party.party,${partyIn(command)}`]];
      return z.int().parse(await person.call('ir.note', 'search_count', domain));
    },
    async traceOn({ command }) {
      const found = await reader.call('countersign.command', 'lookup', command.idempotencyKey);
      const trace = z.string().nullable();
      const recorded = z.object({ traceparent: trace, result: z.object({ traceparent: trace }) }).parse(found);
      expect(recorded.result.traceparent).toBe(recorded.traceparent);
      return recorded.traceparent ?? undefined;
    },
    async outdate({ command }) {
      await person.call('party.party', 'write', [partyIn(command)], { name: 'Changed by Hand' });
    },
  };
}

const writerOf = (poster: TrytonClient, steward: TrytonClient) =>
  trytonWriter({
    ...{ poster: async () => poster, steward: async () => steward },
    ...{ buyer: async () => steward, crediter: async () => steward },
  });

/** A valid one for each number: the check digits of ISO 13616 over a German account. */
function iban(account: number): string {
  const bban = `37040044${String(account).padStart(10, '0')}`;
  const check = 98n - (BigInt(`${bban}131400`) % 97n);
  return `DE${String(check).padStart(2, '0')}${bban}`;
}

interface Change {
  readonly kind?: string;
  readonly idempotencyKey?: string;
  readonly payload?: Command['payload'];
}

function changed({ command, expects }: Posting, { payload, ...rest }: Change): Posting {
  const other = { ...command, ...rest, payload: { ...command.payload, ...payload } };
  return { command: other, digest: digestOf(other), expects };
}

/** A change has neither period nor totals nor order lines: what else an account may be stands for them. */
const SPOILT: Readonly<Record<Fault, Change & { readonly words: RegExp }>> = {
  'closed-period': account({ add: 'DE49370400440532013914' }, /ACCOUNT_OF_ANOTHER_PARTY: /),
  totals: account({ add: 'DE88370400440532013000' }, /INVALID_IBAN: /),
  'unknown-vendor': { payload: { party: NOWHERE }, words: /PARTY_UNKNOWN: / },
  'unknown-order-line': account({ remove: 'DE89370400440532013000' }, /ACCOUNT_NOT_THERE: /),
  'no-id': { payload: { party: 'V-1001' }, words: /"V-1001"/ },
  malformed: { payload: { change: { field: 'hold', to: 'false' } }, words: /change\.to/ },
  'unknown-kind': { kind: 'merge-parties', words: /merge-parties/ },
};

function account(change: Command['payload'], words: RegExp) {
  return { payload: { change: { field: 'bank-account', ...change } }, words };
}
