import { z } from 'zod';
import { codesOf } from '../../domain/terms';
import { DECLINE_REASONS, PAUSE_REASONS, WITHDRAW_REASONS } from '../../domain/vocabulary';
import { date, instantField, optional, optionalOr, prose } from '../http/fields';
import { perPolicy } from '../http/per-policy';

const comments = optional(prose(2000));

export const contactBody = z
  .strictObject({
    madeOn: date.meta({
      description: 'Up to today. It can be some days before the lead was sent, as many as the policy says',
    }),
    made: optionalOr(z.boolean(), true).meta({ description: 'False: tried on that day, not reached' }),
    comments,
  })
  .meta({ id: 'ContactAct' });

export const appointmentBody = z
  .strictObject({
    at: instantField,
    held: optionalOr(z.boolean(), false).meta({ description: 'False: agreed for a time to come' }),
    comments,
  })
  .meta({ id: 'AppointmentAct' });

export const resolutionBodyOf = perPolicy(({ terms }) =>
  z.strictObject({ resolution: z.enum(codesOf(terms.resolutions)), comments }).meta({ id: 'ResolutionAct' }),
);

export const declineBody = z
  .strictObject({ reason: z.enum(DECLINE_REASONS), comments })
  .meta({ id: 'DeclineAct' });

export const withdrawBody = z
  .strictObject({ reason: z.enum(WITHDRAW_REASONS), comments })
  .meta({ id: 'WithdrawAct' });

export const pauseBody = z
  .strictObject({
    reason: z.enum(PAUSE_REASONS).meta({ description: 'What the appointment waits for' }),
    comments,
  })
  .meta({ id: 'PauseAct' });

export const reassignBody = z
  .strictObject({
    organizationId: optional(z.guid('must be a UUID').transform((value) => value.toLowerCase())).meta({
      description: 'Goes before the rules; without it the rules choose again',
    }),
    reason: prose(2000, 1),
  })
  .meta({ id: 'ReassignAct' });

export const reopenBody = z.strictObject({ reason: prose(2000, 1) }).meta({ id: 'ReopenAct' });
