import { z } from 'zod';

/** Control and invisible characters make two texts look alike, and are in no name. */
const VISIBLE = /^[^\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]*$/u;

/** Text of a document, trimmed, not empty, in NFC, without what can't be seen. */
export const visibleText = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(VISIBLE, 'has control or invisible characters')
    .transform((value) => value.normalize('NFC'));
