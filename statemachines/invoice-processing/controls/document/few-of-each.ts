import type { Finding } from '../../../kernel/finding.ts';

const MOST = 20;

/** At most 20 findings of one code; the last of them says how many more there are. */
export function fewOfEach(findings: readonly Finding[]): Finding[] {
  return [...Map.groupBy(findings, ({ code }) => code).values()].flatMap((same) =>
    same.length <= MOST
      ? same
      : same
          .slice(0, MOST)
          .map((finding, index) =>
            index === MOST - 1
              ? { ...finding, message: `${finding.message.slice(0, 400)} And ${same.length - MOST} more of this kind.` }
              : finding,
          ),
  );
}
