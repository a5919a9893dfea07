import { z } from 'zod';

/** RFC 9457. `type` is stable: programs tell problems apart by it. */
export const problem = z
  .object({
    type: z.string().meta({ example: '/problems/validation' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Which fields, and what to do about them' }),
  })
  .meta({ id: 'Problem' });
