import { z } from 'zod';
import { removable, type PhoneNumber } from '../http/fields';
import { perPolicy } from '../http/per-policy';
import { leadFieldsOf } from './lead-body';

/**
 * The body of PATCH /referrals/{id}: any part of a lead but `externalId` and consent. Null and empty text
 * remove what may be absent.
 */
export const leadPatchOf = perPolicy((policy) => {
  const { consumerFields, addressFields, applicationFields, leadFields } = leadFieldsOf(policy);
  return z
    .strictObject({
      consumer: z
        .strictObject({
          firstName: removable(consumerFields.firstName),
          lastName: removable(consumerFields.lastName),
          phone: removable(consumerFields.phone),
          phoneExtension: removable(consumerFields.phoneExtension),
          email: removable(consumerFields.email),
          preferredContact: removable(consumerFields.preferredContact),
          preferredLanguage: removable(consumerFields.preferredLanguage),
          bestTimeToContact: removable(consumerFields.bestTimeToContact),
        })
        // POST's body reads it again, with the extension beside it.
        .transform(({ phone, ...others }) => ({
          ...others,
          ...(phone === undefined ? {} : { phone: phone && inOne(phone) }),
        }))
        .optional(),
      address: z
        .strictObject({
          line1: removable(addressFields.line1),
          line2: removable(addressFields.line2),
          city: removable(addressFields.city),
          zip: addressFields.zip.optional(),
          county: removable(addressFields.county),
        })
        .optional(),
      account: leadFields.account.optional(),
      application: z
        .strictObject({
          active: applicationFields.active.optional(),
          submittedOn: removable(applicationFields.submittedOn),
        })
        .optional(),
      determinations: leadFields.determinations.optional(),
      reason: leadFields.reason.optional(),
      guidance: leadFields.guidance.optional(),
      assistance: leadFields.assistance.optional(),
    })
    .meta({ id: 'LeadChanges' });
});

function inOne({ number, extension }: PhoneNumber): string {
  return extension === undefined ? number : `${number} x${extension}`;
}

export type LeadPatch = z.output<ReturnType<typeof leadPatchOf>>;
