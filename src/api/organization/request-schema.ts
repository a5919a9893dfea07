import { z } from 'zod';
import type { AreaTable } from '../../domain/service-area';
import type { RequestAsk } from '../../domain/organization/request/requests';
import { ASSISTER_TYPES, REQUEST_KINDS, REQUEST_SOURCES, REQUEST_STATES } from '../../domain/vocabulary';
import { countyCodes } from '../../domain/county-codes';
import { date, email, languagesField, line, nullable, prose } from '../http/fields';
import { id, instantOut, listOf } from '../http/outputs';

const organizationId = z.guid().transform((value) => value.toLowerCase());
const day = nullable(date);

/** Part of every kind: whose request it is, how it came, and their words. */
const about = {
  organizationId,
  source: z.enum(REQUEST_SOURCES).exclude(['link']).meta({ description: 'How it reached the exchange' }),
  comments: nullable(prose(2000, 1)),
};

const kinds = [
  z.strictObject({ ...about, kind: z.literal('contact-change'), contactEmail: email }),
  z.strictObject({ ...about, kind: z.literal('absence'), from: date, until: date }),
  z.strictObject({ ...about, kind: z.literal('suspend'), from: day, until: day }),
  z.strictObject({ ...about, kind: z.literal('resume') }),
  z.strictObject({
    ...about,
    kind: z.literal('capacity'),
    capacity: z.int().min(0).max(10_000).meta({ description: 'As an organization’s; 0 is none' }),
    from: day,
    until: day.meta({ description: 'With a last day the former capacity comes back after it' }),
  }),
  z.strictObject({
    ...about,
    kind: z.literal('languages'),
    languages: languagesField,
    from: day,
  }),
  z.strictObject({
    ...about,
    kind: z.literal('counties'),
    counties: z.array(line(60)).min(1, 'must name at least one county').max(400),
  }),
  z.strictObject({ ...about, kind: z.literal('type'), type: z.enum(ASSISTER_TYPES) }),
  z.strictObject({
    ...about,
    kind: z.literal('question'),
    organizationId: nullable(organizationId),
    referralId: nullable(z.guid()),
    comments: prose(2000, 1),
  }),
] as const;

export const requestBody = z.discriminatedUnion('kind', kinds).meta({ id: 'NewRequest' });
export type RequestBody = z.output<typeof requestBody>;

/** What is asked for, without who asks and how. Throws DomainError `county-unknown`. */
export function askOf(body: RequestBody, areas: AreaTable): RequestAsk {
  switch (body.kind) {
    case 'contact-change':
      return { kind: body.kind, contactEmail: body.contactEmail };
    case 'absence':
      return { kind: body.kind, from: body.from, until: body.until };
    case 'suspend':
      return { kind: body.kind, from: body.from, until: body.until };
    case 'capacity':
      return { kind: body.kind, capacity: body.capacity, from: body.from, until: body.until };
    case 'languages':
      return { kind: body.kind, languages: body.languages, from: body.from };
    case 'counties':
      return { kind: body.kind, counties: countyCodes(areas, body.counties) };
    case 'type':
      return { kind: body.kind, type: body.type };
    case 'resume':
    case 'question':
      return { kind: body.kind };
    default:
      return body satisfies never;
  }
}

export const approveBody = z
  .strictObject({
    note: nullable(prose(2000, 1)).meta({
      description: 'The organization reads it; the answer to a question',
    }),
  })
  .meta({ id: 'RequestApproval' });

export const refuseBody = z.strictObject({ note: prose(2000, 1) }).meta({ id: 'RequestRefusal' });

export const requestView = z
  .object({
    id,
    organization: z.object({ id, name: z.string() }).nullable(),
    referralId: id.nullable(),
    kind: z.enum(REQUEST_KINDS),
    source: z.enum(REQUEST_SOURCES),
    state: z.enum(REQUEST_STATES),
    ask: z.record(z.string(), z.unknown()).meta({
      description: 'What is asked for; its fields are those of the kind',
      example: { kind: 'capacity', capacity: 0, from: null, until: '2026-12-31' },
    }),
    comments: z.string().nullable(),
    createdAt: instantOut,
    dueAt: instantOut.meta({ description: 'By when it is answered, if it needs an answer' }),
    confirmedAt: instantOut.nullable().meta({ description: 'When a new address confirmed' }),
    agreedAt: instantOut.nullable().meta({
      description: 'When the old address or the exchange agreed to a new one; it takes effect with both',
    }),
    agreedBy: z.string().nullable(),
    decidedAt: instantOut.nullable(),
    decidedBy: z.string().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'Request' });
export type RequestView = z.infer<typeof requestView>;

export const requestList = listOf(requestView).meta({ id: 'RequestList' });
