import type { BreakerOverride } from '../../statemachines/kernel/authority/breaker-override.ts';
import type { Dependency } from '../../statemachines/kernel/authority/dependency.ts';
import type { Circuit } from '../shared/breaker/circuit.ts';

/** One change of a circuit, by its version. */
export interface CircuitChange {
  readonly version: number;
  readonly circuit: Circuit;
}

/** A dependency with its circuit, if it was ever called, and what people say about it, if they do. */
export interface BreakerSeen extends Dependency {
  readonly circuit?: Circuit;
  readonly version: number;
  /** Changes that nobody was told of. */
  readonly untold: readonly CircuitChange[];
  readonly override?: BreakerOverride;
}

export interface HoldSeen {
  readonly company: string;
  readonly held: boolean;
  /** UTC; none of a hold that can't be read, which holds. */
  readonly until?: string;
  readonly by: readonly string[];
  readonly reason: string;
}

/** Everything that holds work back besides stops. What of a breaker can't be read is left out, as its breaker leaves it out. */
export interface Dependencies {
  breakers(): Promise<readonly BreakerSeen[]>;
  holds(): Promise<readonly HoldSeen[]>;
}

export interface DependenciesWatched extends Dependencies {
  /** Takes the changes up to a version off the list of what is to be told, unless more were added meanwhile. */
  told(of: Dependency, upTo: number): Promise<void>;
}
