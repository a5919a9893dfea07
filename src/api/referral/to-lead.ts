import { DomainError } from '../../domain/errors';
import type { Lead } from '../../domain/referral/lead';
import { resolveCounty, type AreaTable } from '../../domain/service-area';
import type { LocalDate } from '../../domain/time';
import type { LeadBody } from './lead-body';

/** Throws DomainError for what only the program's rules can see: consent, county, future dates. */
export function toLead(body: LeadBody, areas: AreaTable, today: LocalDate): Lead {
  const { consent, application, address } = body;
  if (!consent.given || consent.on === undefined) {
    throw new DomainError('consent-required', 'The consumer must consent before a lead may be passed on.', {
      errors: [{ path: 'consent.given', message: 'must be true' }],
    });
  }
  const early = [
    ...(consent.on > today ? ['consent.on'] : []),
    ...((application.submittedOn ?? '') > today ? ['application.submittedOn'] : []),
  ];
  if (early.length > 0) {
    throw new DomainError('date-in-future', 'A date lies in the future.', {
      errors: early.map((path) => ({ path, message: 'must not be in the future' })),
    });
  }
  const county = resolveCounty(address, areas);
  return {
    ...body,
    address: { ...address, countyFips: county.fips, county: county.name },
    consent: { given: true, on: consent.on },
  };
}
