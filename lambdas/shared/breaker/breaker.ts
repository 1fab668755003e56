import { randomUUID } from 'node:crypto';
import { type BreakerOverride, forcedBy } from '../../../statemachines/kernel/authority/breaker-override.ts';
import type { Dependency } from '../../../statemachines/kernel/authority/dependency.ts';
import type { Clock } from '../ports.ts';
import {
  afterCall,
  afterProbe,
  CIRCUIT_LIMITS,
  type Circuit,
  type CircuitLimits,
  type Counts,
  type Outcome,
  openUntil,
  permitOf,
  probing,
} from './circuit.ts';

/** A circuit as kept, with the version that the next write must replace; 0 before there is one. */
export interface KeptCircuit {
  readonly circuit: Circuit;
  readonly version: number;
}

/** What all workers share of the breakers. */
export interface BreakerStore {
  /** The circuit and what people say about it, by consistent reads. */
  read(of: Dependency): Promise<KeptCircuit & { readonly override?: BreakerOverride }>;
  /** Counts one call, and returns all of the window since the circuit's last change. */
  count(of: Dependency, circuit: Circuit, outcome: 'answered' | 'failed', now: number): Promise<Counts>;
  /** Replaces exactly the version that was read; `false` when somebody else came first. */
  replace(of: Dependency, was: number, next: Circuit): Promise<boolean>;
}

export interface BreakerDeps {
  readonly store: BreakerStore;
  readonly clock: Clock;
  /** Told of every failure of the store; such a failure is no reason not to work. */
  readonly blind: (of: Dependency, error: unknown) => void;
  readonly limits?: CircuitLimits;
  /** Milliseconds for which a read circuit is believed. */
  readonly keptMs?: number;
  /** Milliseconds for which the store is waited for. */
  readonly patienceMs?: number;
}

/** The dependency is not asked. */
export class BreakerOpen extends Error {
  override readonly name = 'BreakerOpen';
}

export interface Breaker {
  /**
   * Does the work unless the circuit is open, and remembers what it says of the dependency. Where the circuit can't be
   * read or written the work is done as if it were closed.
   * @param judge says what a failure means
   * @throws BreakerOpen before any work; whatever the work throws
   */
  run<T>(work: () => Promise<T>, judge: (error: unknown) => Outcome): Promise<T>;
}

/** Times that an outcome is brought to a circuit which others change too. */
const MOST_TRIES = 4;

/** One breaker of one worker over the circuit that all workers share. */
export function breaker(of: Dependency, deps: BreakerDeps): Breaker {
  const { store, clock, blind, limits = CIRCUIT_LIMITS, keptMs = 2_000, patienceMs = 1_500 } = deps;
  const now = () => clock.now().getTime();
  let kept: { readonly found: Awaited<ReturnType<BreakerStore['read']>>; readonly until: number } | undefined;

  const safely = <T>(asked: () => Promise<T>): Promise<T | undefined> =>
    within(patienceMs, asked).catch((error: unknown) => {
      blind(of, error);
      return undefined;
    });

  async function look(fresh = false) {
    if (!fresh && kept && now() < kept.until) return kept.found;
    const found = await store.read(of);
    kept = { found, until: now() + keptMs };
    return found;
  }

  async function replace(was: KeptCircuit, next: Circuit): Promise<boolean> {
    kept = undefined;
    return store.replace(of, was.version, next);
  }

  /** Who may call, and as whose probe; `undefined` of a circuit that nobody can see. */
  async function admit(): Promise<{ readonly probe?: string } | undefined> {
    const seen = await look();
    const forced = forcedBy(seen.override, clock.now().toISOString());
    if (forced) {
      if (forced === 'closed') return {};
      throw new BreakerOpen(`${nameOf(of)} is not asked: ${seen.override?.by.join(', ')} opened its breaker`);
    }
    const permit = permitOf(seen.circuit, now(), limits);
    if (permit === 'call') return {};
    const by = randomUUID();
    if (permit === 'probe' && (await replace(seen, probing(seen.circuit, by, now(), limits)))) return { probe: by };
    throw new BreakerOpen(`${nameOf(of)} is not asked: its breaker is open (${words(seen.circuit, limits)})`);
  }

  async function remember(outcome: Outcome, probe: string | undefined): Promise<void> {
    if (outcome === 'none' && !probe) return;
    let counts: Counts | undefined;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const seen = await look(tries > 0 || probe !== undefined);
      if (!probe && (seen.circuit.state !== 'closed' || forcedBy(seen.override, clock.now().toISOString()))) return;
      const asCounted = outcome === 'answered' ? 'answered' : 'failed';
      if (!probe) counts ??= await store.count(of, seen.circuit, asCounted, now());
      const next =
        probe || !counts
          ? afterProbe(seen.circuit, probe ?? '', outcome, now())
          : afterCall(seen.circuit, outcome, counts, now(), limits);
      if (next === seen.circuit || (await replace(seen, next))) return;
    }
  }

  return {
    async run(work, judge) {
      const admitted = await safely(() => admit().catch(asRefusal));
      if (admitted instanceof BreakerOpen) throw admitted;
      try {
        const result = await work();
        await safely(() => remember('answered', admitted?.probe));
        return result;
      } catch (error) {
        await safely(() => remember(judge(error), admitted?.probe));
        throw error;
      }
    },
  };
}

const nameOf = ({ dependency, region }: Dependency) => `${dependency} in ${region}`;

function words(circuit: Circuit, limits: CircuitLimits): string {
  const since = new Date(circuit.since).toISOString();
  if (circuit.state === 'half-open') return `since ${since}, one call probes it`;
  return `${circuit.reason ?? 'open'} since ${since}, until ${new Date(openUntil(circuit, limits)).toISOString()}`;
}

function asRefusal(error: unknown): BreakerOpen {
  if (error instanceof BreakerOpen) return error;
  throw error;
}

async function within<T>(ms: number, asked: () => Promise<T>): Promise<T> {
  const { promise: expiry, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`the breakers’ table did not answer in ${ms} ms`)), ms);
  try {
    return await Promise.race([asked(), expiry]);
  } finally {
    clearTimeout(timer);
  }
}
