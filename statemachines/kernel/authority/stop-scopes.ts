import type { StopScope, StopScopeKind } from './stop.ts';

/** What a case consists of, as stop switches see it. */
export interface Stoppable {
  readonly workflow: string;
  readonly company: string;
  readonly commands: readonly string[];
  readonly counterparty?: string | undefined;
  /** Of its assessment, if it has one. */
  readonly model?: string | undefined;
  readonly prompt?: string | undefined;
}

/** Every switch that could stop it. */
export function stopScopesOf(of: Stoppable): StopScope[] {
  const named = (kind: StopScopeKind, ids: readonly (string | undefined)[]) =>
    [...new Set(ids)].flatMap((id): StopScope[] => (id ? [{ kind, id }] : []));
  return [
    { kind: 'all', id: '*' },
    ...named('workflow', [of.workflow]),
    ...named('company', [of.company]),
    ...named('command', of.commands),
    ...named('counterparty', [of.counterparty]),
    ...named('model', [of.model]),
    ...named('prompt', [of.prompt]),
  ];
}
