import { z } from 'zod';

const subject = z.looseObject({
  reason: z.string(),
  serial: z.int(),
  posted: z.looseObject({ number: z.string() }),
});

/** Sums up the reversal that somebody asks for, and says whether it was asked for before; for a person to read. */
export function assessReversal(data: unknown): unknown {
  const { reason, serial, posted } = subject.parse(data);
  const anomalies =
    serial > 1 ? [{ code: 'asked-before', reason: `This is request number ${serial} for the same document.` }] : [];
  return { anomalies, confidence: 0.9, summary: `Reversal of ${posted.number}: ${reason}`.slice(0, 400) };
}
