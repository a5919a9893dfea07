import { z } from 'zod';
import { ORGANIZATION_ACTORS } from '../../domain/organization/events';
import { ASSISTER_TYPES, ORGANIZATION_STATUSES } from '../../domain/vocabulary';
import { date, email, languagesField, line, nullable, optionalOr } from '../http/fields';
import { dateOut, id, instantOut, listOf } from '../http/outputs';

const absence = z
  .strictObject({
    from: date,
    until: nullable(date),
    reason: nullable(line(200)),
  })
  .refine((value) => value.until === null || value.until >= value.from, {
    path: ['until'],
    message: 'must not be before from',
  });

const fields = {
  name: line(200),
  type: z.enum(ASSISTER_TYPES),
  counties: z
    .array(line(60))
    .min(1, 'must name at least one county')
    .max(400)
    .meta({ description: 'Names or five-digit FIPS codes', example: ['St. Louis', '27017'] }),
  languages: languagesField.meta({ example: ['en', 'so'] }),
  contactEmail: email.meta({ description: 'Where leads are mailed to' }),
  capacity: z.int().min(0).max(10_000).meta({
    description:
      'Places. With the policy’s `capacityMeans` of `open-places`: referrals that may be open at the same time. With `fortnight`: also leads that it may be given in any 14 days, however they end',
  }),
  status: z.enum(ORGANIZATION_STATUSES),
  absences: z
    .array(absence)
    .max(50)
    .meta({ description: 'Days, both included, without leads; replaced as a whole' }),
};

export const organizationBody = z
  .strictObject({
    ...fields,
    languages: optionalOr(fields.languages, ['en']),
    status: optionalOr(fields.status, 'active'),
    absences: optionalOr(fields.absences, []),
  })
  .meta({ id: 'NewOrganization' });

export const organizationPatch = z
  .strictObject({
    name: fields.name.optional(),
    type: fields.type.optional(),
    counties: fields.counties.optional(),
    languages: fields.languages.optional(),
    contactEmail: fields.contactEmail.optional(),
    capacity: fields.capacity.optional(),
    status: fields.status.optional(),
    absences: fields.absences.optional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'must change something')
  .meta({ id: 'OrganizationChanges', minProperties: 1 });

const days = { from: dateOut, until: dateOut.nullable(), reason: z.string().nullable() };

export const organizationView = z
  .object({
    id,
    name: z.string(),
    type: z.enum(ASSISTER_TYPES),
    status: z.enum(ORGANIZATION_STATUSES),
    counties: z.array(z.string()).meta({ description: 'Names' }),
    languages: z.array(z.string()),
    contactEmail: z.string(),
    contactVerified: z.boolean().meta({ description: 'False: a mail was refused, so no leads are sent' }),
    capacity: z.int(),
    held: z.int().meta({ description: 'Open assignments that take up capacity' }),
    suspendedBy: z
      .enum(ORGANIZATION_ACTORS)
      .nullable()
      .meta({ description: 'Who suspended it until further notice; only the exchange lifts its own' }),
    absences: z.array(z.object(days)),
    suspensions: z
      .array(z.object({ ...days, imposedBy: z.enum(ORGANIZATION_ACTORS) }))
      .meta({ description: 'Dated suspensions, both days included' }),
    version: z.int(),
    createdAt: instantOut,
    updatedAt: instantOut,
  })
  .meta({ id: 'Organization' });
export type OrganizationView = z.infer<typeof organizationView>;

export const organizationList = listOf(organizationView).meta({ id: 'OrganizationList' });
