import type { GovernDeps } from '../../lambdas/govern/deps.ts';
import { holdData, holdKey, holdOf } from '../../statemachines/kernel/authority/hold.ts';
import { stopKey, stopOf } from '../../statemachines/kernel/authority/stop.ts';
import type { toyRun } from './toy-run.ts';
import { toyPerson, toyStanding } from './toy-workflow.ts';

/** Three governors over the toy's tables, whose switches then are those that every reading of authority sees. */
export function toyGovern(run: ReturnType<typeof toyRun>): GovernDeps {
  const { memory, clock, authority } = run;
  for (const key of ['stop#all', 'stop#workflow#toy']) {
    memory.items.set(key, { kind: 'stop', stopped: false, version: 1 });
    memory.versions.set(key, 1);
  }
  for (const id of ['gia', 'gus', 'gwen'])
    authority.people.set(id, toyStanding(id, toyPerson(id, 'governance', { aliases: [`erp:${id}`] })));
  const now = () => clock.now().toISOString();
  authority.read = async ({ stops, company }) => ({
    ...authority.now,
    stops: stops.map((scope) => stopOf(scope, memory.items.get(stopKey(scope)), now())),
    hold: holdOf(company, memory.items.get(holdKey(company)), now()),
  });
  const standing = authority.standing;
  authority.standing = async (subject) => {
    const scope = { kind: 'approver', id: subject } as const;
    const stop = stopOf(scope, memory.items.get(stopKey(scope)), now());
    const { person, ...of } = await standing(subject);
    return { ...of, ...(person && !stop.stopped && { person }), stop };
  };
  return {
    ...run.as('govern'),
    watching: run.as('watch').ledger,
    item: async (key) => memory.items.get(key),
    standing: authority.standing,
    dependencies: {
      breakers: async () => [],
      holds: async () =>
        [...memory.items].flatMap(([key, item]) => {
          const { held, until, by, reason } = holdData.safeParse(item).data ?? {};
          return held === undefined || !until || !by || !reason
            ? []
            : [{ company: key.slice(5), held, until, by, reason }];
        }),
    },
    flights: async () => [...memory.flights.values()],
  };
}

export const governor = (subject: string) => ({ subject, claimed: ['governance'] });
