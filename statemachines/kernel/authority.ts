import { z } from 'zod';
import { money } from './money.ts';

/** How far the agent may go alone, per workflow and segment; only the last two let it commit. */
export const AUTONOMY_LEVELS = ['shadow', 'suggest', 'cosign', 'capped', 'auto'] as const;

const dated = {
  /** Grows with every change: what a transaction checks. */
  version: z.int().nonnegative(),
  /** UTC; the data counts from here, and until there if given. */
  validFrom: z.iso.datetime(),
  validUntil: z.iso.datetime().optional(),
};

/** A role and its delegation of authority, in minor units of the group currency. */
export const roleData = z.strictObject({
  kind: z.literal('role'),
  id: z.string(),
  /** From 0 (the agent) upwards; escalation goes up only. */
  rank: z.int().nonnegative(),
  limit: money,
  /** For what has no purchase order behind it. */
  nonOrderLimit: money,
  ...dated,
});
export type RoleData = z.infer<typeof roleData>;

/** From this exposure on a person decides, however clean the case. Owned by finance. */
export const materialityData = z.strictObject({ kind: z.literal('materiality'), threshold: money, ...dated });
export type MaterialityData = z.infer<typeof materialityData>;

export const autonomyData = z.strictObject({
  kind: z.literal('autonomy'),
  level: z.enum(AUTONOMY_LEVELS),
  /** The least confidence at which the agent may commit, 0 to 1. */
  minConfidence: z.number().min(0).max(1),
  ...dated,
});
export type AutonomyData = z.infer<typeof autonomyData>;

export const stopData = z.strictObject({
  kind: z.literal('stop'),
  stopped: z.boolean(),
  version: z.int().nonnegative(),
});
export type StopData = z.infer<typeof stopData>;

export const ROLE_IDS = ['agent', 'clerk', 'ap-manager', 'controller', 'cfo'] as const;

export const roleKey = (id: string) => `role#${id}`;
export const materialityKey = (workflow: string) => `materiality#${workflow}`;
export const autonomyKey = (workflow: string, segment: string) => `autonomy#${workflow}#${segment}`;
export const stopKeys = (workflow: string) => ['stop#all', `stop#workflow#${workflow}`];
