import { z } from 'zod';
import { ORGANIZATION_ACTORS, ORGANIZATION_EVENT_TYPES } from '../../domain/organization/events';
import { id, instantOut, listOf } from '../http/outputs';

export const organizationEventView = z
  .object({
    id,
    at: instantOut,
    actor: z.enum(ORGANIZATION_ACTORS),
    type: z.enum(ORGANIZATION_EVENT_TYPES),
    requestId: id.nullable().meta({ description: 'The request that led to it' }),
    data: z.record(z.string(), z.unknown()).meta({
      description: 'Of a change: `before` and `after`, by field; of a suspension its days and reason',
    }),
  })
  .meta({ id: 'OrganizationEvent' });
export type OrganizationEventView = z.infer<typeof organizationEventView>;

export const organizationEventList = listOf(organizationEventView).meta({ id: 'OrganizationEventList' });
