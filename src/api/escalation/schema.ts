import { z } from 'zod';
import { ASSISTER_TYPES, ESCALATION_REASONS, ESCALATION_STATES } from '../../domain/vocabulary';
import { line, prose } from '../http/fields';
import { id, instantOut, listOf } from '../http/outputs';

/** At most so many referrals are listed with an escalation. `referralCount` counts them all. */
export const LISTED_REFERRALS = 200;

export const escalationView = z
  .object({
    id,
    reason: z.enum(ESCALATION_REASONS),
    subject: z.string().meta({ example: 'gap:27137/broker' }),
    state: z.enum(ESCALATION_STATES),
    openedAt: instantOut,
    dueAt: instantOut,
    owner: z.string().meta({ description: 'Who sees to it' }),
    occurrences: z.int().meta({ description: 'How often the same cause came up while it was open' }),
    organization: z
      .object({ id, name: z.string() })
      .nullable()
      .meta({ description: 'Of a single referral: who has it, or had it last' }),
    county: z.string().nullable(),
    assisterType: z.enum(ASSISTER_TYPES).nullable(),
    requestId: id.nullable(),
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

export const assignEscalationBody = z
  .strictObject({ owner: line(200).meta({ example: 'sample.coordinator@example.org' }) })
  .meta({ id: 'EscalationOwner' });
