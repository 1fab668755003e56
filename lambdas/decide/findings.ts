import type { Finding } from '../../statemachines/kernel/finding.ts';

const stopping = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity === 'blocking');

/** What keeps a proposal from being made at all: refusing comes before parking. */
export function unfitFor(findings: readonly Finding[]): Finding | undefined {
  const all = stopping(findings);
  return (
    all.find(({ disposition }) => disposition === 'reject') ?? all.find(({ disposition }) => disposition === 'park')
  );
}

/** All codes, each once, in order. */
export const codes = (findings: readonly Finding[]) => [...new Set(findings.map(({ code }) => code))].sort();

/** Codes of what blocks, each once, in order. */
export const blocking = (findings: readonly Finding[]) => codes(stopping(findings));
