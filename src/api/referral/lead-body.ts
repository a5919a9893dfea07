import { z } from 'zod';
import { codesOf } from '../../domain/terms';
import { PREFERRED_CONTACTS } from '../../domain/vocabulary';
import {
  date,
  email,
  language,
  line,
  optional,
  optionalOr,
  phoneExtension,
  phoneOf,
  prose,
  unique,
  zip,
} from '../http/fields';
import { perPolicy } from '../http/per-policy';

/** The parts of a lead, field by field. POST asks for all of them, PATCH for any of them. */
export const leadFieldsOf = perPolicy(({ terms, exchange, example }) => {
  const consumerFields = {
    firstName: line(100),
    lastName: line(100),
    phone: phoneOf(exchange.country, example.phone),
    phoneExtension,
    email,
    preferredContact: z.enum(PREFERRED_CONTACTS),
    preferredLanguage: language,
    bestTimeToContact: line(200),
  };

  const addressFields = {
    line1: line(200),
    line2: line(200),
    city: line(100),
    zip,
    county: line(60).meta({
      description: 'Name or five-digit FIPS code; may be left out when the ZIP code decides it',
    }),
  };

  const applicationFields = { active: z.boolean(), submittedOn: date };

  const leadFields = {
    account: z.strictObject({ active: z.boolean() }),
    determinations: unique(
      z.array(z.enum(codesOf(terms.determinations))).max(terms.determinations.length),
    ).meta({
      description: "The whole household's; empty means none yet",
    }),
    reason: prose(2000, 1),
    guidance: prose(2000),
    assistance: unique(
      z
        .array(z.enum(codesOf(terms.assistance)))
        .min(1, 'must name at least one kind')
        .max(terms.assistance.length),
    ),
  };

  return { consumerFields, addressFields, applicationFields, leadFields };
});

/** The body of POST /referrals, which starts a referral. */
export const leadBodyOf = perPolicy((policy) => {
  const { consumerFields, addressFields, applicationFields, leadFields } = leadFieldsOf(policy);
  const consumer = z
    .strictObject({
      firstName: optional(consumerFields.firstName),
      lastName: optional(consumerFields.lastName).meta({
        description: 'Of a person with one name, one of the two',
      }),
      phone: optional(consumerFields.phone),
      phoneExtension: optional(consumerFields.phoneExtension),
      email: optional(consumerFields.email),
      preferredContact: optional(consumerFields.preferredContact),
      preferredLanguage: optionalOr(consumerFields.preferredLanguage, 'en'),
      bestTimeToContact: optional(consumerFields.bestTimeToContact),
    })
    .refine(({ firstName, lastName }) => firstName !== undefined || lastName !== undefined, {
      path: ['lastName'],
      message: 'give a first name, a last name, or both',
    })
    .refine((value) => value.phone !== undefined || value.email !== undefined, {
      path: ['phone'],
      message: 'give a phone number or a mail address',
    })
    .refine(({ phone: given, phoneExtension: own }) => own === undefined || given !== undefined, {
      path: ['phoneExtension'],
      message: 'belongs to a phone number: give the number, too',
    })
    .refine(
      ({ phone: given, phoneExtension: own }) => (given?.extension ?? own) === (own ?? given?.extension),
      {
        path: ['phoneExtension'],
        message: 'is not the extension in phone',
      },
    )
    .meta({
      allOf: [
        { anyOf: [{ required: ['phone'] }, { required: ['email'] }] },
        { anyOf: [{ required: ['firstName'] }, { required: ['lastName'] }] },
      ],
    })
    .transform(({ phone: given, phoneExtension: own, ...others }) => ({
      ...others,
      phone: given?.number,
      phoneExtension: own ?? given?.extension,
    }));

  return z
    .strictObject({
      externalId: line(100).meta({ example: 'CRM-0001234', description: "The CRM's own id; taken once" }),
      consumer,
      address: z.strictObject({
        ...addressFields,
        line1: optional(addressFields.line1),
        line2: optional(addressFields.line2),
        city: optional(addressFields.city),
        county: optional(addressFields.county),
      }),
      ...leadFields,
      application: z.strictObject({
        ...applicationFields,
        submittedOn: optional(applicationFields.submittedOn),
      }),
      determinations: optionalOr(leadFields.determinations, []),
      consent: z
        .strictObject({ given: z.boolean(), on: optional(date) })
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
});

/** As it is sent. */
export type LeadInput = z.input<ReturnType<typeof leadBodyOf>>;
/** As it was taken. */
export type LeadBody = z.output<ReturnType<typeof leadBodyOf>>;
