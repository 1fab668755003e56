import { z } from 'zod';
import { assessmentCore, recommendedApprovers } from '../../statemachines/kernel/assessment.ts';
import type { LedgerEntry, Writer } from '../../statemachines/kernel/ledger-entry.ts';
import type { MacPort } from '../shared/ports.ts';

const body = z.looseObject({
  assessment: assessmentCore.loose(),
  origin: z
    .object({ modelId: z.string(), promptHash: z.string(), register: z.record(z.string(), z.int()).optional() })
    .optional(),
});

/** The bounded part of an assessment that policy may look at. */
export interface Assessed {
  readonly assessment: z.infer<typeof assessmentCore>;
  /** Roles that it would ask, where it says so: kept apart from what policy may look at. */
  readonly recommended?: readonly string[] | undefined;
  /** Which model and which prompt, for their stop switches. */
  readonly model?: string | undefined;
  readonly prompt?: string | undefined;
  /** Versions of their entries in the register when it was asked. */
  readonly register?: Readonly<Record<string, number>> | undefined;
}

/** The assessment if there is one that verifies and fits; anything else counts as not assessed, which only adds scrutiny (T8). */
export async function genuineAssessment(
  entry: LedgerEntry | undefined,
  mac: MacPort,
  writer: Writer,
): Promise<Assessed | undefined> {
  if (!entry || entry.writer !== writer) return undefined;
  if (!(await mac.verify(writer, entry.hash, entry.mac))) return undefined;
  const parsed = body.safeParse(entry.body);
  if (!parsed.success) return undefined;
  const { assessment, origin } = parsed.data;
  return {
    assessment: assessmentCore.parse(assessment),
    recommended: recommendedApprovers.safeParse(assessment['recommended']).data?.map(({ role }) => role),
    model: origin?.modelId,
    prompt: origin?.promptHash,
    register: origin?.register,
  };
}
