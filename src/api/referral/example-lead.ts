import { plusDays } from '../../domain/local-time';
import type { ProgramPolicy } from '../../domain/policy';
import type { LocalDate } from '../../domain/time';
import type { LeadInput } from './lead-body';

/** A lead as a CRM sends it today. Its dates are close to today, because both old and coming ones are refused. */
export function exampleLead({ example }: Pick<ProgramPolicy, 'example'>, today: LocalDate) {
  return {
    externalId: 'CRM-0001234',
    consumer: {
      firstName: 'Sample',
      lastName: 'Consumer',
      phone: example.phone,
      email: 'consumer@example.org',
      preferredContact: 'phone',
      preferredLanguage: 'so',
      bestTimeToContact: 'weekdays after 4 pm',
    },
    address: { ...example.address },
    account: { active: true },
    application: { active: true, submittedOn: plusDays(today, -4) },
    determinations: [...example.determinations],
    reason: 'Wants help comparing plans',
    guidance: 'Told that open enrollment ends on January 15',
    consent: { given: true, on: plusDays(today, -1) },
    assistance: [...example.assistance],
  } satisfies LeadInput;
}
