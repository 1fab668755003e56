import { type StopScope, stopScope } from '../statemachines/kernel/authority/stop.ts';
import { Unreadable } from './unreadable.ts';

/**
 * The scope of a stop, as the command line says it.
 * @throws Unreadable
 */
export function scopeOf(kind: string, id: string): StopScope {
  const scope = stopScope.safeParse({ kind, id });
  if (!scope.success) throw new Unreadable(`${kind} is no scope of a stop`);
  if (kind !== 'all' && id === '*') throw new Unreadable(`say which ${kind}`);
  return scope.data;
}
