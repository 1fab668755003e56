import { z } from 'zod';
import type { OwnerFunction } from '../finding.ts';

/** What a change may be of. Code is signed before it is deployed, data before they are loaded. */
export const CODE_CLASSES = ['policy', 'contracts', 'tolerances'] as const;
export const DATA_CLASSES = ['limits', 'materiality'] as const;
export const changeClass = z.enum([...CODE_CLASSES, ...DATA_CLASSES]);
export type CodeClass = (typeof CODE_CLASSES)[number];
export type DataClass = (typeof DATA_CLASSES)[number];
export type ChangeClass = z.infer<typeof changeClass>;

/** The functions that own a class: each signs, and each by a different person. */
export const SIGNED_BY: Readonly<Record<ChangeClass, readonly OwnerFunction[]>> = {
  /** What may be permitted at all: how it works, who could misuse it, what the process allows. */
  policy: ['enterprise-architecture', 'security', 'process-owner'],
  /** What systems say to each other, and who runs them. */
  contracts: ['enterprise-architecture', 'operations'],
  /** What may deviate before a person looks, and what the ERP makes of it. */
  tolerances: ['process-owner', 'finance-systems'],
  /** Who may commit how much; and that nobody may too much by several roles. */
  limits: ['finance-systems', 'security'],
  /** From where on the agent commits nothing: a matter of finance and of the process. */
  materiality: ['finance-systems', 'process-owner'],
};
