import type { Finding } from '../../statemachines/kernel/finding.ts';

const stopping = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity === 'blocking');
const codesOf = (findings: readonly Finding[]) => [...new Set(findings.map(({ code }) => code))].sort();

/** What keeps a proposal from being made at all: refusing comes before parking. */
export function unfitFor(findings: readonly Finding[]): Finding | undefined {
  const all = stopping(findings);
  return (
    all.find(({ disposition }) => disposition === 'reject') ?? all.find(({ disposition }) => disposition === 'park')
  );
}

/** Codes of what blocks, each once, in order. */
export const blocking = (findings: readonly Finding[]) => codesOf(stopping(findings));

/** All codes, each once, in order. */
export const codes = codesOf;
