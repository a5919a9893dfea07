import { z } from 'zod';
import { ASSISTANCE_KINDS, DETERMINATIONS, PREFERRED_CONTACTS } from '../../domain/vocabulary';
import { date, distinct, DISTINCT, email, language, line, phone, prose, UNIQUE } from '../http/fields';

/** The parts of a lead, field by field; POST asks for them whole, PATCH for any of them. */
export const consumerFields = {
  firstName: line(100),
  lastName: line(100),
  phone,
  email,
  preferredContact: z.enum(PREFERRED_CONTACTS),
  preferredLanguage: language,
  bestTimeToContact: line(200),
};

export const addressFields = {
  line1: line(200),
  line2: line(200),
  city: line(100),
  zip: z
    .string()
    .trim()
    .regex(/^\d{5}(-\d{4})?$/, 'must be a ZIP or ZIP+4 code'),
  county: line(60).meta({
    description: 'Name or five-digit FIPS code; may be left out when the ZIP code decides it',
  }),
};

export const applicationFields = { active: z.boolean(), submittedOn: date };

export const leadFields = {
  account: z.strictObject({ active: z.boolean() }),
  determinations: z
    .array(z.enum(DETERMINATIONS))
    .max(DETERMINATIONS.length)
    .refine(distinct, DISTINCT)
    .meta({ ...UNIQUE, description: "The whole household's; empty means none yet" }),
  reason: prose(2000, 1),
  guidance: prose(2000),
  assistance: z
    .array(z.enum(ASSISTANCE_KINDS))
    .min(1, 'must name at least one kind')
    .max(ASSISTANCE_KINDS.length)
    .refine(distinct, DISTINCT)
    .meta(UNIQUE),
};

const consumer = z
  .strictObject({
    ...consumerFields,
    phone: consumerFields.phone.optional(),
    email: consumerFields.email.optional(),
    preferredContact: consumerFields.preferredContact.optional(),
    preferredLanguage: consumerFields.preferredLanguage.default('en'),
    bestTimeToContact: consumerFields.bestTimeToContact.optional(),
  })
  .refine((value) => value.phone !== undefined || value.email !== undefined, {
    path: ['phone'],
    message: 'give a phone number or a mail address',
  })
  .meta({ anyOf: [{ required: ['phone'] }, { required: ['email'] }] });

/** The body of POST /referrals, which starts a referral. */
export const leadBody = z
  .strictObject({
    externalId: line(100).meta({ example: 'CRM-0001234', description: "The CRM's own id; taken once" }),
    consumer,
    address: z.strictObject({
      ...addressFields,
      line1: addressFields.line1.optional(),
      line2: addressFields.line2.optional(),
      city: addressFields.city.optional(),
      county: addressFields.county.optional(),
    }),
    ...leadFields,
    application: z.strictObject({
      ...applicationFields,
      submittedOn: applicationFields.submittedOn.optional(),
    }),
    determinations: leadFields.determinations.default([]),
    consent: z
      .strictObject({ given: z.boolean(), on: date.optional() })
      .refine((value) => !value.given || value.on !== undefined, {
        path: ['on'],
        message: 'give the date of the consent',
      })
      .meta({
        description: 'Without consent the lead is refused (`consent-required`), and nothing is stored',
        anyOf: [{ properties: { given: { const: false } } }, { required: ['on'] }],
      }),
  })
  .meta({ id: 'Lead' });

export type LeadBody = z.output<typeof leadBody>;
