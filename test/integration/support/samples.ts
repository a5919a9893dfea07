import type { z } from 'zod';
import { phoneWords } from '../../../src/domain/phone-words';
import { instant, localDateIn, type LocalDate } from '../../../src/domain/time';
import { exchangeOf, MINNESOTA, ZIPS, type County, type Exchange } from './exchanges';
import type { LeadInput } from '../../../src/api/referral/lead-body';
import type { organizationBody } from '../../../src/api/organization/schema';

export type LeadBody = LeadInput;
export type OrganizationBody = z.input<typeof organizationBody>;

/** Today where the program works. */
export function today({ zone }: Exchange = MINNESOTA): LocalDate {
  return localDateIn(zone, instant(Date.now()));
}

/** `offset` days from today, as a person fills in the three fields of a date. */
export function dateFields(offset = 0, exchange = MINNESOTA): { month: string; day: string; year: string } {
  const date = new Date(`${today(exchange)}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + offset);
  const [year = '', month = '', day = ''] = date.toISOString().slice(0, 10).split('-');
  return { month, day, year };
}

export { ZIPS, type County };

let leads = 0;
const run = Date.now().toString(36);

/**
 * A lead that nobody sent before, for a navigator, or for a broker when `broker` is set. What is personal in it occurs
 * nowhere else, so that a search for it proves something.
 */
export function sampleLead(county: County, options: { readonly broker?: boolean } = {}): LeadBody {
  leads += 1;
  const n = String(leads).padStart(3, '0');
  const mark = `${run}x${n}`;
  const exchange = exchangeOf(county);
  const { determinations, assistance } = exchange;
  return {
    externalId: `CRM-${mark}`,
    consumer: {
      firstName: `Sample${mark}`,
      lastName: `Consumer${mark}`,
      phone: `+1${exchange.areaCode}5550${100 + (leads % 100)}`,
      email: `consumer-${mark}@example.org`,
      preferredContact: 'phone',
      preferredLanguage: 'so',
      bestTimeToContact: `weekdays after 4 pm, says ${mark}`,
    },
    address: { line1: `${leads} Elm Street ${mark}`, city: `Town ${mark}`, zip: ZIPS[county], county },
    account: { active: true },
    application: { active: true, submittedOn: today(exchange) },
    determinations: [options.broker === true ? determinations.qhp : determinations.public],
    reason: `Wants help because of ${mark}`,
    guidance: `Was told about ${mark}`,
    consent: { given: true, on: today(exchange) },
    assistance: [assistance.code],
  };
}

/** Every value of a lead that tells who the consumer is, or that somebody typed about them. */
export function personalValues({ consumer, address, reason, guidance }: LeadBody): string[] {
  const phone = consumer.phone ?? '';
  return [
    ...[consumer.firstName, consumer.lastName, consumer.email, consumer.bestTimeToContact],
    ...[phone, phone.replace('+1', ''), phoneWords(phone, { country: 'US' })],
    ...[address.line1, address.city, reason, guidance],
  ].filter((value): value is string => value !== undefined && value !== '');
}

let organizations = 0;

/** An organization with a mailbox of its own. */
export function sampleOrganization(
  county: County | readonly County[],
  about: Partial<OrganizationBody> = {},
): OrganizationBody {
  organizations += 1;
  return {
    name: `Sample Organization ${organizations}`,
    type: 'navigator',
    counties: [county].flat(),
    languages: ['en', 'so'],
    contactEmail: `leads-${organizations}@organization.example.org`,
    capacity: 10,
    ...about,
  };
}
