import { z } from 'zod';

/** What every answer says, besides which case it is of. */
export const answerShape = {
  question: z.string().trim().min(1).max(100).describe('Its id, as it was asked.'),
  text: z.string().trim().min(1).max(2_000).describe('For people to read: plain text, and no fact.'),
  references: z
    .array(z.string().trim().min(1).max(300))
    .max(10)
    .optional()
    .describe('Where more is to be found: numbers of orders, of deliveries, of documents.'),
};
