import type { Stop } from '../../statemachines/kernel/authority/stop.ts';

/** A stop holds the command back. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  /** The whole company waits, so its queue waits in order; else the case goes back to people, and others pass. */
  readonly wholeCompany: boolean;
  constructor(stops: readonly Stop[]) {
    const holding = stops.filter(({ stopped, version }) => stopped || version === undefined);
    super(`a stop is in force: ${holding.map(({ key }) => key).join(', ') || 'no switch can be read'}`);
    this.wholeCompany =
      holding.length === 0 ||
      holding.some(({ kind, version }) => kind === 'all' || kind === 'company' || version === undefined);
  }
}
