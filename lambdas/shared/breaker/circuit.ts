/** What a call says of the dependency; `none`: it was not asked after all. */
export type Outcome = 'answered' | 'failed' | 'denied' | 'none';

/** Why a circuit changed: its own ways; people have the override (`breaker-override.ts`). */
export type ChangeReason = 'rate' | 'denied' | 'probing' | 'probe-failed' | 'recovered';

/** How a circuit stands, in milliseconds of the epoch. */
export interface Circuit {
  readonly state: 'closed' | 'open' | 'half-open';
  readonly since: number;
  readonly reason?: ChangeReason;
  /** How often in a row it has opened; each time it stays open for longer. */
  readonly opens: number;
  /** The one call that may go through while it is half-open; after `until` its worker counts as dead. */
  readonly probe?: { readonly by: string; readonly until: number };
}

/** Calls since the circuit last closed, as far back as the window reaches. */
export interface Counts {
  readonly answered: number;
  readonly failed: number;
}

export interface CircuitLimits {
  /** Milliseconds over which calls are counted. */
  readonly windowMs: number;
  /** Fewer calls than this never open it. */
  readonly least: number;
  /** Share of failures from which it opens. */
  readonly rate: number;
  /** For how long it stays open at first; twice as long each time that a probe fails. */
  readonly openMs: number;
  readonly longestOpenMs: number;
  /** Longer than any call; a probe without an outcome for so long is dead. */
  readonly probeMs: number;
}

export const CIRCUIT_LIMITS: CircuitLimits = {
  ...{ windowMs: 60_000, least: 5, rate: 0.5 },
  ...{ openMs: 30_000, longestOpenMs: 300_000, probeMs: 60_000 },
};

export const CLOSED: Circuit = { state: 'closed', since: 0, opens: 0 };

/** Until when an open circuit lets nothing through. */
export function openUntil({ since, opens }: Circuit, { openMs, longestOpenMs }: CircuitLimits): number {
  return since + Math.min(longestOpenMs, openMs * 2 ** Math.min(20, Math.max(0, opens - 1)));
}

/** What a call may do now: go on, be the one probe if it can take it, or not even start. */
export function permitOf(circuit: Circuit, now: number, limits: CircuitLimits): 'call' | 'probe' | 'wait' {
  if (circuit.state === 'closed') return 'call';
  if (circuit.state === 'open') return now < openUntil(circuit, limits) ? 'wait' : 'probe';
  return circuit.probe && now < circuit.probe.until ? 'wait' : 'probe';
}

/** The circuit once a worker has taken the probe. */
export function probing({ opens, state, since }: Circuit, by: string, now: number, limits: CircuitLimits): Circuit {
  const from = state === 'half-open' ? since : now;
  return { state: 'half-open', since: from, reason: 'probing', opens, probe: { by, until: now + limits.probeMs } };
}

/** The circuit after a call that went through while it was closed; the same one if nothing changes. */
export function afterCall(
  circuit: Circuit,
  outcome: Outcome,
  { answered, failed }: Counts,
  now: number,
  limits: CircuitLimits,
): Circuit {
  if (circuit.state !== 'closed') return circuit;
  if (outcome === 'denied') return opened(circuit, 'denied', now);
  const all = answered + failed;
  if (outcome !== 'failed' || all < limits.least || failed / all < limits.rate) return circuit;
  return opened(circuit, 'rate', now);
}

/** The circuit after the outcome of a probe; that of a worker which has lost it meanwhile changes nothing. */
export function afterProbe(circuit: Circuit, by: string, outcome: Outcome, now: number): Circuit {
  if (circuit.state !== 'half-open' || circuit.probe?.by !== by) return circuit;
  if (outcome === 'answered') return { state: 'closed', since: now, reason: 'recovered', opens: 0 };
  if (outcome === 'none') return { ...circuit, probe: { by, until: now } };
  return opened(circuit, outcome === 'denied' ? 'denied' : 'probe-failed', now);
}

const opened = ({ opens }: Circuit, reason: ChangeReason, now: number): Circuit => ({
  ...{ state: 'open', since: now, reason, opens: opens + 1 },
});
