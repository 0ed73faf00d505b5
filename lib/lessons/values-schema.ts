// What a lesson may draw from. Apart from values.ts: pages need that one, and a schema library is a ninth of what they load.
import { z } from 'zod';

const valueName = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/);

const valueSchema = z.union([
  /** One of these words: each could be the name of a pod. */
  z.strictObject({
    of: z
      .array(z.string().regex(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/))
      .min(2)
      .max(60),
  }),
  /** A whole number, both ends included. */
  z
    .strictObject({ from: z.number().int().min(0).max(65535), to: z.number().int().min(0).max(65535) })
    .refine(({ from, to }) => from < to, { message: 'from is less than to' }),
]);

export const valuesSchema = z.record(valueName, valueSchema);
export type ValueDefinitions = z.infer<typeof valuesSchema>;
