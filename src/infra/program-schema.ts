import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';
import { CAPACITY_MEANINGS, RANK_CRITERIA, type ProgramPolicy } from '../domain/policy';
import type { AreaTable } from '../domain/service-area';

import { localDate, type LocalTime, type Zone } from '../domain/time';
import { ASSISTER_TYPES } from '../domain/vocabulary';
import { termCode, termsSchema } from './terms-schema';

const text = z.string().trim().min(1);
const count = z.int().min(1).max(1000);

const localDateField = z.string().transform((value, context) => {
  try {
    return localDate(value);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a day that exists, as YYYY-MM-DD' });
    return z.NEVER;
  }
});

const localTimeField = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day as HH:MM')
  .transform((value) => value as LocalTime);

const zoneField = z
  .string()
  .refine(isZone, 'must be an IANA time zone, such as America/Chicago')
  .transform((value) => value as Zone);

function isZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: value }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

const calendar = z
  .strictObject({
    zone: zoneField,
    opens: localTimeField,
    closes: localTimeField,
    closures: z.array(z.strictObject({ on: localDateField, name: text })),
    from: localDateField,
    through: localDateField,
  })
  .superRefine(({ opens, closes, closures, from, through }, context) => {
    if (opens >= closes) {
      context.addIssue({ code: 'custom', path: ['closes'], message: 'must be later than opens' });
    }
    if (through < from) {
      context.addIssue({ code: 'custom', path: ['through'], message: 'must not be before from' });
    }
    closures.forEach(({ on }, index) => {
      const before = closures[index - 1]?.on ?? '';
      const path = ['closures', index, 'on'];
      if (on === before) context.addIssue({ code: 'custom', path, message: `${on} is there twice` });
      if (on < before) context.addIssue({ code: 'custom', path, message: `${on} comes after ${before}` });
      if (on < from) context.addIssue({ code: 'custom', path, message: `${on} is before from` });
      if (on > through) context.addIssue({ code: 'custom', path, message: `${on} is beyond through` });
    });
  });

const example = z.strictObject({
  phone: text,
  address: z.strictObject({ line1: text, city: text, zip: text, county: text }),
  determinations: z.array(termCode),
  assistance: z.array(termCode).min(1),
});

/** ProgramPolicy as JSON. Strict, so that a misspelled setting is refused and not ignored. */
export const programSchema = z
  .strictObject({
    version: text,
    exchange: z.strictObject({
      name: text,
      state: z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter state code'),
      country: z.enum(getCountries(), 'must be a two-letter country code'),
      programName: text,
      helpPhone: text,
    }),
    terms: termsSchema,
    example,
    calendar,
    milestones: z
      .strictObject({
        contactBusinessDays: count,
        appointmentDays: count,
        appointmentReminderBusinessDays: z.int().min(0).max(1000),
        pauseMaxDays: count,
      })
      .refine((days) => days.appointmentReminderBusinessDays * 2 <= days.appointmentDays, {
        path: ['appointmentReminderBusinessDays'],
        message: 'must be at most half of appointmentDays, or the reminder could come before the lead',
      }),
    dates: z.strictObject({
      contactDaysBefore: z.int().min(0).max(1000),
      appointmentDaysAhead: count,
      consentDaysBefore: z.int().min(0).max(10_000),
      applicationDaysBefore: z.int().min(0).max(10_000),
    }),
    routing: z.strictObject({
      bothProgramsAssisterType: z.enum(ASSISTER_TYPES),
      maxHops: count,
      capacityReleaseDays: count,
      unsentAlertMinutes: count,
      acceptanceWindowMinutes: z.int().min(5).max(10_000).nullable(),
      missedContact: z.enum(['escalate', 're-route']),
      unopenedAlertMinutes: z.int().min(5).max(10_000),
      unansweredBeforeAlert: count,
      sameConsumerDays: z.int().min(0).max(1000),
      rankBy: z
        .array(z.enum(RANK_CRITERIA))
        .min(1)
        .refine((criteria) => new Set(criteria).size === criteria.length, 'must name each criterion once'),
      capacityMeans: z.enum(CAPACITY_MEANINGS),
      dailyCapacityDivisor: count,
      scarceLanguages: z.strictObject({
        below: z.number().min(0).max(1),
        keptPart: z.number().min(0).max(1),
        waitDays: z.int().min(0).max(1000),
      }),
    }),
    escalation: z.strictObject({ dueBusinessDays: count }),
    requests: z.strictObject({ dueBusinessDays: count, confirmWithinDays: count }),
    reminders: z.strictObject({ spreadMinutes: z.int().min(0).max(60) }),
    digest: z.strictObject({ at: localTimeField }),
    reports: z
      .strictObject({
        sendAt: localTimeField,
        periodDays: count,
        sendDaysAfterPeriod: count,
        dueDaysAfterSending: count,
        closedDay: z.enum(['as-published', 'next-business-day']),
        nilReports: z.boolean(),
        remindBusinessDaysBefore: count,
        chaseBusinessDaysAfter: z
          .array(count)
          .refine((days) => days.every((day, index) => day > (days[index - 1] ?? 0)), 'must ascend'),
        escalateBusinessDaysAfter: count,
        summaryBusinessDaysAfter: count,
        smallNumber: count,
      })
      .refine((days) => days.escalateBusinessDaysAfter >= (days.chaseBusinessDaysAfter.at(-1) ?? 0), {
        path: ['escalateBusinessDaysAfter'],
        message: 'must not be before the last notice',
      }),
    resolution: z.strictObject({ attemptsBeforeUnable: count, interimClosesAfterDays: count }),
    mail: z.strictObject({ leadContent: z.enum(['link', 'full']), subjectTag: z.string() }),
    links: z.strictObject({ validDays: count, sessionMinutes: count }),
  })
  .refine(({ calendar: { opens, closes }, digest: { at } }) => opens <= at && at < closes, {
    path: ['digest', 'at'],
    message: 'must be inside business hours',
  })
  .superRefine(({ exchange, terms: known, example: shown }, context) => {
    const numbers = [
      [['exchange', 'helpPhone'], exchange.helpPhone],
      [['example', 'phone'], shown.phone],
    ] as const;
    for (const [path, number] of numbers) {
      const parsed = parsePhoneNumberFromString(number);
      const isOurs = parsed?.countryCallingCode === getCountryCallingCode(exchange.country);
      if (parsed?.isValid() === true && isOurs) continue;
      const message = `must be a telephone number of ${exchange.country} in E.164`;
      context.addIssue({ code: 'custom', path: [...path], message });
    }
    for (const list of ['determinations', 'assistance'] as const) {
      shown[list].forEach((each, index) => {
        if (known[list].some((one) => one.code === each)) return;
        const message = `${each} is not among terms.${list}`;
        context.addIssue({ code: 'custom', path: ['example', list, index], message });
      });
    }
  }) satisfies z.ZodType<ProgramPolicy>;

const zipCode = z.string().regex(/^\d{5}$/, 'must be a five-digit ZIP code');
const fips = z.string().regex(/^\d{5}$/, 'must be a five-digit FIPS code');

/** AreaTable as JSON. The policy says what its counties are called. */
export const areaSchema = z
  .strictObject({
    state: z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter state code'),
    stateName: text,
    counties: z.array(z.strictObject({ fips, name: text })).min(1),
    zips: z.record(zipCode, z.array(fips).min(1)),
    alsoNamed: z.record(zipCode, z.array(fips).min(1)),
  })
  .superRefine(({ counties, zips, alsoNamed }, context) => {
    const known = new Set(counties.map((county) => county.fips));
    if (known.size < counties.length) {
      context.addIssue({ code: 'custom', path: ['counties'], message: 'a FIPS code is there twice' });
    }
    for (const [part, table] of Object.entries({ zips, alsoNamed })) {
      for (const [zip, reached] of Object.entries(table)) {
        const stranger = reached.find((code) => !known.has(code));
        if (stranger === undefined) continue;
        const message = `${stranger} is not among the counties`;
        context.addIssue({ code: 'custom', path: [part, zip], message });
      }
    }
  }) satisfies z.ZodType<Omit<AreaTable, 'term'>>;
