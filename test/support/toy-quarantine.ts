import { ledgerQuarantine } from '../../lambdas/intake/keep.ts';
import { readmit } from '../../lambdas/intake/readmit.ts';
import { intake } from '../../lambdas/intake/run.ts';
import { quarantinedOf } from '../../lambdas/quarantine/fold.ts';
import type { Stage } from '../../statemachines/kernel/ledger-entry.ts';
import { toyApi } from './toy-api.ts';
import { toyPerson, toyStanding } from './toy-workflow.ts';

/** An event of the toy's bus whose document is no note, with more or other parts. */
export const brokenEvent = (more: object = {}, delivery = 'd1') => ({
  ...{ id: delivery, 'detail-type': 'toy.received.v1', source: 'shop' },
  detail: {
    ...{ specversion: '1.0', id: 'e1', source: 'shop', type: 'toy.received.v1', time: '2026-11-24T08:00:00Z' },
    data: { document: { content: '<cut', encoding: 'utf-8' } },
    ...more,
  },
});

/** The same CloudEvent with a note that can be read. */
export const mended = (more: object = {}) => ({
  ...brokenEvent().detail,
  data: { document: { content: JSON.stringify({ number: 'A1', cents: 2_000 }), encoding: 'utf-8' } },
  ...more,
});

/** The toy's API with a quarantine that Intake fills, and two keepers: gia (governance), olga (operations); liar only claims the role, mute does not claim it. */
export async function toyQuarantine() {
  const api = await toyApi(async (authorization) => {
    const subject = String(authorization).slice('Bearer '.length);
    const claimed = { gia: ['governance'], olga: ['operations', 'clerk'], liar: ['governance'] }[subject] ?? ['clerk'];
    return { subject, claimed };
  });
  const { run } = api;
  run.authority.people.set('liar', toyStanding('liar', toyPerson('liar', 'clerk')));
  run.authority.people.set('mute', toyStanding('mute', toyPerson('mute', 'governance')));
  run.authority.people.set('gia', toyStanding('gia', toyPerson('gia', 'governance')));
  const appointments = ['operations', 'clerk'].map((role) => ({ role, companies: ['*'] }));
  run.authority.people.set('olga', toyStanding('olga', toyPerson('olga', '', { appointments, aliases: ['erp:olga'] })));
  const deps = { ...run.intakeDeps, ...run.as('intake'), quarantine: ledgerQuarantine(run.as('intake')) };
  const cases = () => [...run.memory.cases.keys()].filter((caseId) => caseId.startsWith('quarantine-'));
  const found = async (caseId = cases()[0] ?? '') => {
    const of = quarantinedOf(await run.as('quarantine').ledger.read(caseId));
    if (!of) throw new Error(`nothing in quarantine as ${caseId}`);
    return of;
  };
  /** One POST about the first event in quarantine, about what it is now unless said otherwise. */
  const post = async (verb: string, body: object = {}, call: { as?: string; key?: string; caseId?: string } = {}) => {
    const { caseId = cases()[0] ?? '', as = 'gia', key = crypto.randomUUID() } = call;
    const { digest } = await found(caseId).catch(() => ({ digest: '0'.repeat(64) }));
    return api.call('POST', `/quarantine/${caseId}/${verb}`, {
      ...{ token: as, key, body: { digest, reason: 'it must be so', ...body } },
    });
  };
  const get = (path: string, as = 'gia', query?: Record<string, string>) =>
    api.call('GET', `/quarantine${path}`, { token: as, ...(query && { query }) });
  return {
    ...{ ...api, deps, cases, found, post, get },
    /** What the case's entries of a stage would be if somebody without the key had written them. */
    forge(caseId: string, stage: Stage): void {
      const entries = run.memory.cases.get(caseId) ?? [];
      run.memory.cases.set(
        caseId,
        entries.map((entry) => (entry.stage === stage ? { ...entry, mac: 'forged' } : entry)),
      );
    },
    receive: (event: unknown) => intake(event, deps),
    /** Intake does what it was asked last. */
    deliver: async () => {
      const message = api.readmissions.at(-1);
      if (!message) throw new Error('nothing was readmitted');
      return readmit(message, deps);
    },
  };
}
