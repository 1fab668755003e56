import { z } from 'zod';

const subject = z.looseObject({
  field: z.string(),
  reason: z.string(),
  fromCountry: z.string().nullish(),
  toCountry: z.string().nullish(),
});

const PRESSURE = /urgent|immediately|at once|confidential|do not call|don.t call|without (a )?check/i;

/** Flags pressure in the reason, and an identifier that moves to another country; for a person to read. */
export function assessChange(data: unknown): unknown {
  const { reason, fromCountry, toCountry } = subject.parse(data);
  const anomalies = [
    ...(PRESSURE.test(reason) ? [{ code: 'pressure', reason: 'The reason asks for haste, secrecy or no check.' }] : []),
    ...(fromCountry && toCountry && fromCountry !== toCountry
      ? [{ code: 'other-country', reason: `The tax id moves from ${fromCountry} to ${toCountry}.` }]
      : []),
  ];
  const classification = anomalies.length > 0 ? 'suspicious' : 'routine';
  return { classification, anomalies, confidence: 0.9 };
}
