import { z } from 'zod';
import { REFERRAL_STATUSES } from '../../domain/vocabulary';
import { id, instantOut, listOf } from '../http/outputs';

/** One event of the numbered history. `data` holds codes, ids and dates. `comments` is what a person typed. */
export const eventView = z
  .object({
    seq: z.int(),
    type: z.string(),
    at: instantOut,
    actor: z.enum(['crm', 'assister', 'coordinator', 'system']),
    status: z.enum(REFERRAL_STATUSES).meta({ description: "The referral's status from then on" }),
    assignmentId: id.nullable(),
    actId: id.nullable(),
    data: z.record(z.string(), z.unknown()),
    comments: z.string().nullable(),
  })
  .meta({ id: 'ReferralEvent' });
export type EventView = z.infer<typeof eventView>;

export const eventList = listOf(eventView).meta({ id: 'ReferralEventList' });
