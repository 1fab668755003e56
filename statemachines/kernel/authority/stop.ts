import { z } from 'zod';

/**
 * What a stop switch can stop, and what becomes of what it stops. `waits`: nothing in scope is prepared for the ERP,
 * whoever approved it, until the stop is lifted. `people`: the agent commits nothing, people decide.
 */
export const STOP_SCOPES = {
  all: 'waits',
  workflow: 'waits',
  company: 'waits',
  command: 'waits',
  counterparty: 'waits',
  model: 'people',
  prompt: 'people',
  approver: 'people',
} as const satisfies Record<string, 'waits' | 'people'>;
export type StopScopeKind = keyof typeof STOP_SCOPES;

/** One switch: a kind of scope and which one, `*` for `all`. */
export const stopScope = z.strictObject({
  kind: z.enum(Object.keys(STOP_SCOPES) as [StopScopeKind, ...StopScopeKind[]]),
  id: z.string().min(1).max(200),
});
export type StopScope = z.infer<typeof stopScope>;

export const stopKey = ({ kind, id }: StopScope) => (kind === 'all' ? 'stop#all' : `stop#${kind}#${id}`);

/** The scope of a switch's key; `undefined` for a key that no switch has. */
export function stopScopeOf(key: string): StopScope | undefined {
  const [, kind, id = '*'] = /^stop#([a-z]+)(?:#(.+))?$/s.exec(key) ?? [];
  const scope = stopScope.safeParse({ kind, id }).data;
  return scope && stopKey(scope) === key ? scope : undefined;
}

/** A stop switch as kept. */
export const stopData = z.strictObject({
  kind: z.literal('stop'),
  stopped: z.boolean(),
  version: z.int().nonnegative(),
  /** Who switched it last, and why. */
  by: z.array(z.string()).default([]),
  reason: z.string().optional(),
  /** Two people have lifted it for a while, in an emergency; a review follows by itself. */
  breakGlass: z
    .strictObject({ until: z.iso.datetime(), by: z.array(z.string()).length(2), reason: z.string().min(1) })
    .optional(),
});
export type StopData = z.infer<typeof stopData>;

/** How a switch stands for one case. */
export interface Stop extends StopScope {
  readonly key: string;
  readonly stopped: boolean;
  /** Of the item; `undefined` if it can't be read, `'absent'` if there is none and there need not be one. */
  readonly version: number | 'absent' | undefined;
}

/** Switches that must be on file; without them everything is stopped. The others stop only once somebody says so. */
const REQUIRED: ReadonlySet<StopScopeKind> = new Set(['all', 'workflow']);

/** Keys of the switches that a workflow can't run without. */
export const requiredStops = (workflow: string) => [
  stopKey({ kind: 'all', id: '*' }),
  stopKey({ kind: 'workflow', id: workflow }),
];

/** How a switch stands at a moment: what can't be read counts as stopped. */
export function stopOf(scope: StopScope, item: unknown, now: string): Stop {
  const key = stopKey(scope);
  if (item === undefined) {
    const required = REQUIRED.has(scope.kind);
    return { ...scope, key, stopped: required, version: required ? undefined : 'absent' };
  }
  const stop = stopData.safeParse(item).data;
  if (!stop) return { ...scope, key, stopped: true, version: undefined };
  const broken = stop.breakGlass !== undefined && now < stop.breakGlass.until;
  return { ...scope, key, stopped: stop.stopped && !broken, version: stop.version };
}

/** May the agent commit nothing here? */
export function isAgentStopped(stops: readonly Stop[]): boolean {
  return stops.length === 0 || stops.some(({ stopped, version }) => stopped || version === undefined);
}

/** Must whatever is here wait, whoever approved it? */
export function isHeld(stops: readonly Stop[]): boolean {
  const waiting = stops.filter(({ kind }) => STOP_SCOPES[kind] === 'waits');
  return waiting.length === 0 || isAgentStopped(waiting);
}
