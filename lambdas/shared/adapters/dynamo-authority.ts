import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { autonomyData } from '../../../statemachines/kernel/authority/autonomy.ts';
import { holdKey, holdOf } from '../../../statemachines/kernel/authority/hold.ts';
import {
  autonomyKey,
  delegationsKey,
  fourEyesKey,
  materialityKey,
  personKey,
  roleKey,
} from '../../../statemachines/kernel/authority/keys.ts';
import { delegationsData, type Person, personData } from '../../../statemachines/kernel/authority/person.ts';
import { roleData } from '../../../statemachines/kernel/authority/role.ts';
import { stopKey, stopOf } from '../../../statemachines/kernel/authority/stop.ts';
import { fourEyesData, materialityData } from '../../../statemachines/kernel/authority/thresholds.ts';
import type { AuthorityPort, AuthorityScope, AuthoritySnapshot, Standing } from '../authority/snapshot.ts';
import type { Clock } from '../ports.ts';
import { type Items, readItems, valid } from './authority-items.ts';

/** Authority data, read consistently at each decision and never cached (T24). */
export function dynamoAuthority(dynamo: DynamoDBDocumentClient, table: string, clock: Clock): AuthorityPort {
  const get = (keys: readonly string[]) => readItems(dynamo, table, keys);
  const now = () => clock.now().toISOString();
  return {
    async read(scope) {
      return snapshotOf(await get(keysOf(scope)), scope, now());
    },
    async standing(subject) {
      const own = await get([personKey(subject), delegationsKey(subject), stopKey(approver(subject))]);
      const away = delegationsData.safeParse(own.get(delegationsKey(subject))).data?.of ?? [];
      const of = away.flatMap(({ from }) => [personKey(from), stopKey(approver(from))]);
      const delegators = await get([...new Set(of)]);
      return standingOf(new Map([...own, ...delegators]), subject, now());
    },
  };
}

const approver = (id: string) => ({ kind: 'approver', id }) as const;

/** Every item that a decision in this scope rests on. */
export function keysOf({ workflow, roles, consents = [], company, stops }: AuthorityScope): string[] {
  const own = [materialityKey(company), fourEyesKey(company), autonomyKey(workflow, company), holdKey(company)];
  return [...new Set([...[...roles, ...consents].map(roleKey), ...own, ...stops.map(stopKey)])];
}

/** Pure: what the items say at `now`; an item that does not parse or is not valid at that time is not there. */
export function snapshotOf(items: Items, scope: AuthorityScope, now: string): AuthoritySnapshot {
  const { workflow, roles, consents, company, stops } = scope;
  const inForce = (ids: readonly string[]) => ids.flatMap((id) => valid(roleData, items.get(roleKey(id)), now) ?? []);
  const materiality = valid(materialityData, items.get(materialityKey(company)), now);
  const fourEyes = valid(fourEyesData, items.get(fourEyesKey(company)), now);
  const autonomy = valid(autonomyData, items.get(autonomyKey(workflow, company)), now);
  return {
    roles: inForce(roles).toSorted((a, b) => a.rank - b.rank),
    ...(consents && { consents: inForce(consents) }),
    ...(materiality && { materiality }),
    ...(fourEyes && { fourEyes }),
    ...(autonomy && { autonomy }),
    stops: stops.map((stop) => stopOf(stop, items.get(stopKey(stop)), now)),
    hold: holdOf(company, items.get(holdKey(company)), now),
  };
}

/** Pure: who somebody is now, and whom they stand in for; nobody stands in for an approver who is stopped. */
export function standingOf(items: Items, subject: string, now: string): Standing {
  const personOf = (id: string): Person | undefined => {
    const person = valid(personData, items.get(personKey(id)), now);
    return person?.id === id && !stopFor(id).stopped ? person : undefined;
  };
  const stopFor = (id: string) => stopOf(approver(id), items.get(stopKey(approver(id))), now);
  const stop = stopFor(subject);
  const person = personOf(subject);
  const away = delegationsData.safeParse(items.get(delegationsKey(subject))).data?.of ?? [];
  const delegations = away
    .filter(({ from, validFrom, validUntil }) => from !== subject && validFrom <= now && now < validUntil)
    .flatMap((delegation) => {
      const delegator = personOf(delegation.from);
      return delegator ? [{ ...delegation, delegator }] : [];
    });
  return { ...(person && { person }), delegations, stop };
}
