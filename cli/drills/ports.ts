import type { ControlPlane } from '../control-plane.ts';

/** What drills are run with. */
export interface DrillDeps {
  readonly plane: ControlPlane;
  /** Short, of one run alone: part of the numbers of its invoices. */
  readonly run: string;
  readonly now: () => number;
}
