import { GOVERNANCE, governanceCaseId } from '../../statemachines/kernel/authority/change.ts';
import { type StopScope, stopData, stopKey, stopOf } from '../../statemachines/kernel/authority/stop.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { ConditionLost, type Flight } from '../shared/ports.ts';
import type { StopDeps } from './deps.ts';

/**
 * For how long after an emergency nothing is confirmed, milliseconds: what read the switch while it was lifted may still
 * prepare a command, until its function ends (a minute at most).
 */
export const GLASS_SETTLING_MS = 120_000;

/** How a stop stands: `stopping` until nothing in its scope is prepared without an outcome (T22). */
export interface StopStatus {
  readonly scope: StopScope;
  readonly state: 'running' | 'stopping' | 'stopped';
  readonly version: number | undefined;
  /** What is still under way. */
  readonly remains: readonly Flight[];
  /** Since when it stops, UTC, where the ledger says so. */
  readonly since?: string;
  /** From here on nothing in scope is posted, UTC. */
  readonly confirmedAt?: string;
}

/** How a stop stands now; changes nothing. */
export async function stopStatus(scope: StopScope, deps: StopDeps): Promise<StopStatus> {
  const item = await deps.item(stopKey(scope));
  const { stopped, version } = stopOf(scope, item, deps.clock.now().toISOString());
  const number = typeof version === 'number' ? version : undefined;
  if (!stopped) return { scope, state: 'running', version: number, remains: [] };
  const entries = await deps.watching.read(governanceCaseId(stopKey(scope)));
  const ofVersion = (wanted: LedgerEntry['stage']) =>
    entries.find(({ stage, body }) => stage === wanted && body['version'] === number);
  const confirmed = ofVersion('stop-confirmed');
  if (confirmed) return { scope, state: 'stopped', version: number, remains: [], confirmedAt: confirmed.at };
  const since = stopData.safeParse(item).data?.breakGlass?.until ?? ofVersion('change-made')?.at;
  const remains = (await deps.flights()).filter((flight) => isIn(flight, scope));
  return { scope, state: 'stopping', version: number, remains, ...(since && { since }) };
}

/**
 * Confirms a stop once nothing in its scope is under way; until then says what remains. Whoever asks first confirms it,
 * and nobody confirms a switch that has been changed since it was read.
 */
export async function confirmStop(scope: StopScope, deps: StopDeps): Promise<StopStatus> {
  const status = await stopStatus(scope, deps);
  const { state, version, remains } = status;
  if (state !== 'stopping' || remains.length > 0 || version === undefined) return status;
  if (await isSettling(scope, deps)) return status;
  const key = stopKey(scope);
  try {
    const entry = await deps.watching.append(
      governanceCaseId(key),
      {
        ...{ entryKey: `confirmed/${version}`, stage: 'stop-confirmed', workflow: GOVERNANCE, evidence: [] },
        actor: { kind: 'system', id: 'watch' },
        body: { ...scope, version },
      },
      { together: [{ kind: 'unchanged', key, version }] },
    );
    return { ...status, state: 'stopped', confirmedAt: entry.at };
  } catch (error) {
    if (!(error instanceof ConditionLost)) throw error;
    return stopStatus(scope, deps);
  }
}

async function isSettling(scope: StopScope, { item, clock }: StopDeps): Promise<boolean> {
  const glass = stopData.safeParse(await item(stopKey(scope))).data?.breakGlass;
  return glass !== undefined && clock.now().getTime() < Date.parse(glass.until) + GLASS_SETTLING_MS;
}

const isIn = ({ scopes }: Flight, wanted: StopScope) =>
  wanted.kind === 'all' || scopes.some(({ kind, id }) => kind === wanted.kind && id === wanted.id);
