import type { BreakerOverride } from '../../statemachines/kernel/authority/breaker-override.ts';
import type { Dependency } from '../../statemachines/kernel/authority/dependency.ts';
import type { HoldData } from '../../statemachines/kernel/authority/hold.ts';
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

export interface HoldSeen extends HoldData {
  readonly company: string;
}

/** Everything that holds work back besides stops; what of it can't be read is left out, and named. */
export interface Dependencies {
  breakers(): Promise<readonly BreakerSeen[]>;
  holds(): Promise<readonly HoldSeen[]>;
}

export interface DependenciesWatched extends Dependencies {
  /** Takes the changes up to a version off the list of what is to be told, unless more were added meanwhile. */
  told(of: Dependency, upTo: number): Promise<void>;
}
