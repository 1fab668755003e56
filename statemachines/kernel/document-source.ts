import { z } from 'zod';
import { sha256Hex } from './ids.ts';

/** Characters of an inline document; EventBridge takes 256 KiB an entry in all. */
export const INLINE_LIMIT = 180_000;

/** A document inline, or by reference to the documents bucket with its hash. */
export const documentSource = z.union([
  z.strictObject({ content: z.string().min(1).max(INLINE_LIMIT), encoding: z.enum(['utf-8', 'base64']) }),
  z.strictObject({ key: z.string().min(1).max(1000), sha256: sha256Hex }),
]);
export type DocumentSource = z.infer<typeof documentSource>;

/** `data` of every event that brings a document. */
export const documentReceived = z.strictObject({ document: documentSource, mediaType: z.string().max(100).optional() });
export type DocumentReceived = z.infer<typeof documentReceived>;
