import type { TrialLead, TrialOrganization, TrialRules } from '../../../../src/domain/routing/trial';
import { NO_LEADS } from '../../../../src/domain/routing/recent-leads';
import { DAY_MS, instant, type LocalDate } from '../../../../src/domain/time';
import { minnesota } from '../../support/minnesota';

export const RULES: TrialRules = minnesota.routing;
export const START = Date.UTC(2026, 9, 5, 15);

export function organization(id: string, about: Partial<TrialOrganization> = {}): TrialOrganization {
  return {
    ...{ id, name: id, type: 'navigator', active: true, contactVerified: true, capacity: 10 },
    ...{ languages: ['en'], counties: ['27053'], absences: [], lastAssignedAt: null, heldUntil: [] },
    recent: NO_LEADS,
    ...about,
  };
}

/** Comes on the `day`-th day of the period, and holds its place for as many days as are given. */
export function lead(
  referralId: string,
  day: number,
  about: Partial<TrialLead> & { days?: number } = {},
): TrialLead {
  const { days, ...rest } = about;
  const at = instant(START + day * DAY_MS);
  return {
    ...{ referralId, at, on: at.slice(0, 10) as LocalDate, countyFips: '27053', language: 'en' },
    ...{ application: { active: true }, determinations: [], had: null, sameConsumerAs: null },
    ...{ sameConsumerHad: null, heldMs: days === undefined ? null : days * DAY_MS },
    ...rest,
  };
}
