import { z } from 'zod';
import { ESCALATION_REASONS, ESCALATION_STATES } from '../../domain/vocabulary';
import { prose } from './fields';
import { id, instantOut, listOf } from './outputs';

/** At most so many referrals are listed with an escalation; `referralCount` has them all. */
export const LISTED_REFERRALS = 200;

export const escalationView = z
  .object({
    id,
    reason: z.enum(ESCALATION_REASONS),
    subject: z.string().meta({ example: 'gap:27137/broker' }),
    state: z.enum(ESCALATION_STATES),
    openedAt: instantOut,
    dueAt: instantOut,
    owner: z.string(),
    referralCount: z.int().meta({ description: 'Referrals that it still concerns' }),
    referralIds: z.array(id).meta({ description: `The first ${LISTED_REFERRALS} of them` }),
    resolvedAt: instantOut.nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'Escalation' });
export type EscalationView = z.infer<typeof escalationView>;

export const escalationList = listOf(escalationView).meta({ id: 'EscalationList' });

export const resolveEscalationBody = z
  .strictObject({ note: prose(2000, 1) })
  .meta({ id: 'EscalationResolution' });
