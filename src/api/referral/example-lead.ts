import type { z } from 'zod';
import { plusDays } from '../../domain/local-time';
import type { LocalDate } from '../../domain/time';
import type { leadBody } from './lead-body';

/** A lead as a CRM sends it today. Its dates are close to today, because both old and coming ones are refused. */
export function exampleLead(today: LocalDate) {
  return {
    externalId: 'CRM-0001234',
    consumer: {
      firstName: 'Sample',
      lastName: 'Consumer',
      phone: '+16515550123',
      email: 'consumer@example.org',
      preferredContact: 'phone',
      preferredLanguage: 'so',
      bestTimeToContact: 'weekdays after 4 pm',
    },
    address: { line1: '12 Elm St', city: 'Duluth', zip: '55802', county: 'St. Louis' },
    account: { active: true },
    application: { active: true, submittedOn: plusDays(today, -4) },
    determinations: ['qhp'],
    reason: 'Wants help comparing plans',
    guidance: 'Told that open enrollment ends on January 15',
    consent: { given: true, on: plusDays(today, -1) },
    assistance: ['plan-selection'],
  } satisfies z.input<typeof leadBody>;
}
