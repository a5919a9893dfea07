import { z } from 'zod';
import { ASSISTANCE_KINDS, DETERMINATIONS, PREFERRED_CONTACTS } from '../../domain/vocabulary';
import { date, distinct, DISTINCT, email, language, line, phone, prose } from './fields';

const consumer = z
  .strictObject({
    firstName: line(100),
    lastName: line(100),
    phone: phone.optional(),
    email: email.optional(),
    preferredContact: z.enum(PREFERRED_CONTACTS).optional(),
    preferredLanguage: language.default('en'),
    bestTimeToContact: line(200).optional(),
  })
  .refine((value) => value.phone !== undefined || value.email !== undefined, {
    path: ['phone'],
    message: 'give a phone number or a mail address',
  });

/** The body of POST /referrals: the contract's "Start a referral". */
export const leadBody = z
  .strictObject({
    externalId: line(100).meta({ example: 'CRM-0001234', description: "The CRM's own id; taken once" }),
    consumer,
    address: z.strictObject({
      line1: line(200).optional(),
      line2: line(200).optional(),
      city: line(100).optional(),
      zip: z
        .string()
        .trim()
        .regex(/^\d{5}(-\d{4})?$/, 'must be a ZIP or ZIP+4 code'),
      county: line(60)
        .optional()
        .meta({ description: 'Name or five-digit FIPS code; may be left out when the ZIP code decides it' }),
    }),
    account: z.strictObject({ active: z.boolean() }),
    application: z.strictObject({ active: z.boolean(), submittedOn: date.optional() }),
    determinations: z
      .array(z.enum(DETERMINATIONS))
      .max(DETERMINATIONS.length)
      .refine(distinct, DISTINCT)
      .default([])
      .meta({ description: "The whole household's; empty means none yet" }),
    reason: prose(2000, 1),
    guidance: prose(2000),
    consent: z
      .strictObject({ given: z.boolean(), on: date.optional() })
      .refine((value) => !value.given || value.on !== undefined, {
        path: ['on'],
        message: 'give the date of the consent',
      }),
    assistance: z
      .array(z.enum(ASSISTANCE_KINDS))
      .min(1, 'must name at least one kind')
      .max(ASSISTANCE_KINDS.length)
      .refine(distinct, DISTINCT),
  })
  .meta({ id: 'Lead' });

export type LeadBody = z.output<typeof leadBody>;
