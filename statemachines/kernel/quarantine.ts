import { z } from 'zod';
import { caseIdOf, digestOf } from './ids.ts';

/** Slug of the cases of events that could not be read; no workflow has it. */
export const QUARANTINE = { slug: 'quarantine', version: '1' } as const;

/** Status under which those that wait for a person are listed. */
export const QUARANTINED = 'quarantined';

/** Roles of which one decides what becomes of an event in quarantine. */
export const KEEPER_ROLES = ['governance', 'operations'] as const;

/** What does not fit, and where: a path into the event, or `(whole)`. */
export const faultByPath = z.strictObject({ path: z.string(), detail: z.string() });
export type FaultByPath = z.infer<typeof faultByPath>;

/** A message that asks Intake to take in what the case's entry of that hash readmits. */
export const readmission = z.strictObject({ readmit: z.strictObject({ caseId: z.string(), entry: z.string() }) });
export type Readmission = z.infer<typeof readmission>;

/** What a sender sent, without what EventBridge adds to each delivery. */
const sent = z.object({ source: z.unknown(), 'detail-type': z.unknown(), detail: z.unknown() }).partial();

/** The same content of the same sender is the same case, however often it comes. */
export function quarantineCaseId(event: unknown): string {
  const content = sent.safeParse(event).data;
  const isBusEvent = content !== undefined && Object.values(content).some((value) => value !== undefined);
  return caseIdOf(QUARANTINE.slug, [digestOf(isBusEvent ? content : event)]);
}
