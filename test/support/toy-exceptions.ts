import { conclude } from '../../lambdas/conclude/run.ts';
import { execute } from '../../lambdas/erp/gateway.ts';
import type { Stage } from '../../statemachines/kernel/ledger-entry.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import { toyApi } from './toy-api.ts';
import { toyPerson, toyStanding } from './toy-workflow.ts';

/**
 * The toy's API, and cases of it that wait for people. Besides the clerks and the chief there are olga (operations of
 * ACME), olaf (operations of another company) and zoe (clerk of another company).
 */
export async function toyExceptions() {
  const claimed: Record<string, string[]> = { olga: ['operations'], olaf: ['operations'], gia: ['governance'] };
  const api = await toyApi(async (authorization) => {
    const subject = String(authorization).slice('Bearer '.length);
    return { subject, claimed: claimed[subject] ?? ['clerk', 'chief'] };
  });
  const { run } = api;
  const add = (id: string, role: string, companies: string[]) => {
    run.authority.people.set(id, toyStanding(id, toyPerson(id, '', { appointments: [{ role, companies }] })));
    run.memory.versions.set(`person#${id}`, 1);
  };
  add('olga', 'operations', ['ACME']);
  add('olaf', 'operations', ['OTHER']);
  add('zoe', 'clerk', ['OTHER']);
  add('gia', 'governance', ['*']);

  async function decided(document: object = { number: 'A1', cents: 500 }): Promise<CaseRef> {
    await run.receive(document, `e${run.started.length}`);
    return run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
  }
  const park = (ref: CaseRef, reason = 'Transient') => conclude({ ...ref, state: 'Park', reason }, run.as('conclude'));
  const entries = (ref: Pick<CaseRef, 'caseId'>) => run.as('exceptions').ledger.read(ref.caseId);
  return {
    ...{ ...api, decided, park, entries },
    async parked(document?: object, reason?: string): Promise<CaseRef> {
      const ref = await decided(document);
      await park(ref, reason);
      return ref;
    },
    /** Posted, and not as it was proposed. */
    async deviating(): Promise<CaseRef> {
      const ref = await decided();
      run.erp.after = () => {
        for (const [key, document] of run.erp.documents) run.erp.documents.set(key, { ...document, gross: '1' });
        throw new Error('the answer is lost');
      };
      await execute(run.messageOf(ref), run.gateway).catch(() => undefined);
      run.erp.after = () => {};
      run.clock.advance(31_000);
      await execute(run.messageOf(ref), run.gateway);
      return ref;
    },
    stages: async (ref: Pick<CaseRef, 'caseId'>) => (await entries(ref)).map(({ stage }) => stage),
    /** About the exception as it is now, unless said otherwise. */
    async post(
      ref: Pick<CaseRef, 'caseId'>,
      verb: string,
      body: object,
      as = 'ann',
      key: string = crypto.randomUUID(),
    ) {
      const { body: now } = await api.call('GET', `/exceptions/${ref.caseId}`, { token: 'ann' });
      const seen =
        verb === 'take-back' ? { statement: now.postedByHand?.entry ?? 1 } : { opened: now.exception?.opened ?? 1 };
      return api.call('POST', `/exceptions/${ref.caseId}/${verb}`, { token: as, key, body: { ...seen, ...body } });
    },
    show: (ref: Pick<CaseRef, 'caseId'>, as = 'ann') => api.call('GET', `/exceptions/${ref.caseId}`, { token: as }),
    list: async (query: Record<string, string> = {}, as = 'ann') =>
      (await api.call('GET', '/exceptions', { token: as, query })).body,
    /** Gives entries of a stage a MAC that nobody with the key has made. */
    async forge(ref: Pick<CaseRef, 'caseId'>, stage: Stage): Promise<void> {
      const forged = (await entries(ref)).map((entry) => (entry.stage === stage ? { ...entry, mac: 'forged' } : entry));
      run.memory.cases.set(ref.caseId, forged);
    },
  };
}
