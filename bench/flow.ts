/** Of one case: what it took by the flow's own record, in milliseconds. */
export type Latency = number;

/** What one flow did with all cases. */
export interface FlowFigures {
  readonly cases: number;
  readonly casesPerSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** Runs every case, at most `inFlight` at a time, by the wall clock; the first failure ends it. */
export async function measureFlow<Case>(
  cases: readonly Case[],
  inFlight: number,
  run: (one: Case) => Promise<Latency>,
): Promise<FlowFigures> {
  const left = cases.values();
  const latencies: Latency[] = [];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      for (const one of left) latencies.push(await run(one));
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  return {
    cases: cases.length,
    casesPerSecond: cases.length / seconds,
    p50Ms: percentile(latencies, 50),
    p95Ms: percentile(latencies, 95),
  };
}

/** The nearest-rank percentile. @throws RangeError for no values, or a percentage outside 0 to 100 */
export function percentile(values: readonly number[], percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * values.length));
  const found = values.toSorted((a, b) => a - b)[rank - 1];
  if (found === undefined || !(percent >= 0))
    throw new RangeError(`no percentile ${percent} of ${values.length} values`);
  return found;
}
