import { z } from 'zod';
import { DECLINE_REASONS, RESOLUTIONS } from '../../domain/vocabulary';
import { date, instantField, prose } from './fields';

const comments = prose(2000).optional();

export const contactBody = z
  .strictObject({
    madeOn: date,
    made: z.boolean().default(true).meta({ description: 'False: tried on that day, not reached' }),
    comments,
  })
  .meta({ id: 'ContactAct' });

export const appointmentBody = z
  .strictObject({
    at: instantField,
    held: z.boolean().default(false).meta({ description: 'False: agreed for a time to come' }),
    comments,
  })
  .meta({ id: 'AppointmentAct' });

export const resolutionBody = z
  .strictObject({ resolution: z.enum(RESOLUTIONS), comments })
  .meta({ id: 'ResolutionAct' });

export const declineBody = z
  .strictObject({ reason: z.enum(DECLINE_REASONS), comments })
  .meta({ id: 'DeclineAct' });
