import type { z } from 'zod';
import { autonomyData } from '../../../../statemachines/kernel/authority/autonomy.ts';
import { type Authored, inForce } from '../../../../statemachines/kernel/authority/dated.ts';
import { type Delegation, delegationsData, personData } from '../../../../statemachines/kernel/authority/person.ts';
import { ANY_COMPANY, roleData } from '../../../../statemachines/kernel/authority/role.ts';
import { stopData } from '../../../../statemachines/kernel/authority/stop.ts';
import { fourEyesData, materialityData } from '../../../../statemachines/kernel/authority/thresholds.ts';

/** An item of the authority table as kept, its key among its fields. */
export type AuthorityItem = Readonly<Record<string, unknown>> & { readonly key: string };

/** Items by key, without it. */
export type AuthorityItems = ReadonlyMap<string, Record<string, unknown>>;

export const itemsByKey = (items: readonly AuthorityItem[]): AuthorityItems =>
  new Map(items.map(({ key, ...data }) => [key, data]));

/** Schemas by the first part of the key; items of other kinds are none of authority's. */
export const ITEM_SCHEMAS = {
  role: roleData,
  materiality: materialityData,
  'four-eyes': fourEyesData,
  autonomy: autonomyData,
  person: personData,
  delegations: delegationsData,
  stop: stopData,
} as const;

export const kindOf = (key: string) => key.split('#')[0] ?? '';

/** A delegation with whom it is kept under. */
export type Standin = Delegation & { readonly delegate: string };

type Dated<T> = z.ZodType<Authored & { terms: T[] }>;

/** Everything of one kind that is in force at a moment, in the order of its keys. */
function all<T extends { validFrom: string; validUntil?: string | undefined }>(
  items: AuthorityItems,
  kind: string,
  schema: Dated<T>,
  now: string,
): { readonly key: string; readonly value: T & Authored }[] {
  return [...items]
    .filter(([key]) => kindOf(key) === kind)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .flatMap(([key, data]) => {
      const value = inForce(schema.safeParse(data).data, now);
      return value ? [{ key, value }] : [];
    });
}

/** The authority data of all workflows at one moment. */
export type Register = ReturnType<typeof registerAt>;

/** What does not read is not there: the rule about items tells it. */
export function registerAt(items: AuthorityItems, now: string) {
  const roles = all(items, 'role', roleData, now).map(({ value }) => value);
  const people = all(items, 'person', personData, now).map(({ value }) => value);
  const materiality = all(items, 'materiality', materialityData, now);
  const fourEyes = all(items, 'four-eyes', fourEyesData, now);
  const autonomy = all(items, 'autonomy', autonomyData, now);
  const standins = standinsOf(items).filter(({ validFrom, validUntil }) => validFrom <= now && now < validUntil);
  return {
    now,
    items,
    roles: roles.toSorted((a, b) => a.rank - b.rank),
    people,
    materiality,
    fourEyes,
    autonomy,
    standins,
  };
}

/** Every delegation on file, past and to come. */
export function standinsOf(items: AuthorityItems): Standin[] {
  return [...items].flatMap(([key, data]) => {
    const of = kindOf(key) === 'delegations' ? (delegationsData.safeParse(data).data?.of ?? []) : [];
    return of.map((delegation) => ({ ...delegation, delegate: key.slice('delegations#'.length) }));
  });
}

/** Company codes that the data name anywhere. */
export function companiesOf(items: AuthorityItems): string[] {
  const named = [...items].flatMap(([key, data]): string[] => {
    const [kind, one = '', two = ''] = key.split('#');
    if (kind === 'materiality' || kind === 'four-eyes') return [one];
    if (kind === 'autonomy') return [two];
    if (kind === 'role') return terms(roleData, data).flatMap(({ limits }) => limits.map(({ company }) => company));
    return [];
  });
  return [...new Set(named)].filter((company) => company && company !== ANY_COMPANY).toSorted();
}

const terms = <T>(schema: Dated<T>, data: unknown): T[] => schema.safeParse(data).data?.terms ?? [];

/** `now`, and every moment after it at which something begins or ends to count. */
export function momentsOf(items: AuthorityItems, now: string): string[] {
  const dates = [...items].flatMap(([key, data]) => {
    const kind = kindOf(key);
    if (!(kind in ITEM_SCHEMAS) || kind === 'stop') return [];
    const of = data[kind === 'delegations' ? 'of' : 'terms'];
    return (Array.isArray(of) ? of : []).flatMap((term: { validFrom?: unknown; validUntil?: unknown } | null) => [
      term?.validFrom,
      term?.validUntil,
    ]);
  });
  const later = dates.filter((date): date is string => typeof date === 'string' && date > now);
  return [...new Set([now, ...later])].toSorted();
}
