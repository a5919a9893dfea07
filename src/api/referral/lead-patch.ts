import { z } from 'zod';
import { addressFields, applicationFields, consumerFields, leadFields } from './lead-body';

/**
 * The body of PATCH /referrals/{id}: any part of a lead but `externalId` and consent. Null removes an optional part.
 */
export const leadPatch = z
  .strictObject({
    consumer: z
      .strictObject({
        firstName: consumerFields.firstName.optional(),
        lastName: consumerFields.lastName.optional(),
        phone: consumerFields.phone.nullish(),
        email: consumerFields.email.nullish(),
        preferredContact: consumerFields.preferredContact.nullish(),
        preferredLanguage: consumerFields.preferredLanguage.optional(),
        bestTimeToContact: consumerFields.bestTimeToContact.nullish(),
      })
      .optional(),
    address: z
      .strictObject({
        line1: addressFields.line1.nullish(),
        line2: addressFields.line2.nullish(),
        city: addressFields.city.nullish(),
        zip: addressFields.zip.optional(),
        county: addressFields.county.nullish(),
      })
      .optional(),
    account: leadFields.account.optional(),
    application: z
      .strictObject({
        active: applicationFields.active.optional(),
        submittedOn: applicationFields.submittedOn.nullish(),
      })
      .optional(),
    determinations: leadFields.determinations.optional(),
    reason: leadFields.reason.optional(),
    guidance: leadFields.guidance.optional(),
    assistance: leadFields.assistance.optional(),
  })
  .meta({ id: 'LeadChanges' });

export type LeadPatch = z.output<typeof leadPatch>;
