import { z } from 'zod';

/** W3C trace context. */
export const traceparent = z.string().regex(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/);

/** A CloudEvents 1.0 envelope as it lies in the `detail` of a bus event. */
export const cloudEvent = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(200),
  source: z.string().min(1).max(300),
  type: z.string().min(1).max(200),
  time: z.iso.datetime({ offset: true }),
  subject: z.string().max(300).optional(),
  dataschema: z.string().max(500).optional(),
  sequence: z
    .string()
    .max(100)
    .optional()
    .describe(
      'Orders the events of one subject, which it then must have: "1", "2", … (CloudEvents sequence extension).',
    ),
  sequencetype: z.unknown().optional().describe('Integer, or left out.'),
  traceparent: traceparent.optional(),
  data: z.unknown(),
});
export type CloudEvent = z.infer<typeof cloudEvent>;

/** What EventBridge delivers. `source` is pinned to its producer by the bus policy; `detail-type` is the versioned type. */
export const busEvent = z.looseObject({ 'detail-type': z.string(), source: z.string(), detail: cloudEvent });
