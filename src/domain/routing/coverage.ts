import type { CapacityMeaning } from '../policy';
import { primaryLanguage } from '../language/canonical-tag';
import { servesLanguage } from '../language/serves';
import type { LocalDate } from '../time';
import { ASSISTER_TYPES, type AssisterType } from '../vocabulary';
import { placesInUse, type RecentLeads } from './recent-leads';

/**
 * Finds the places where the state has no assister for a consumer (the program's "geographic gap"), before a consumer
 * is affected.
 */

/** The parts of an organization that say where it can help. */
export interface CoveringOrganization extends RecentLeads {
  readonly type: AssisterType;
  readonly suspended: boolean;
  readonly contactVerified: boolean;
  readonly capacity: number;
  /** Open assignments that hold a place. */
  readonly held: number;
  /** FIPS codes. */
  readonly counties: readonly string[];
  /** BCP 47. */
  readonly languages: readonly string[];
  /** Absences and dated suspensions. Both days are included. Without an end: until further notice. */
  readonly away: readonly { readonly from: LocalDate; readonly until: LocalDate | null }[];
}

/** What coverage is computed from, read at one moment. */
export interface CoverageData {
  readonly organizations: readonly CoveringOrganization[];
  /** Languages of the leads of the last 90 days. */
  readonly askedFor: readonly string[];
}

/** How many days of leads say which languages are asked for. */
export const LANGUAGE_DAYS = 90;

/** `none`: nobody takes leads there. `full`: somebody does, but has no free place now. That is no gap. */
export type Cover = 'covered' | 'full' | 'none';

/** One place where help cannot be had, today or a week later. */
export interface CoverageRow {
  readonly countyFips: string;
  readonly assisterType: AssisterType;
  /** Primary subtag, such as `so`. Null: for any language. */
  readonly language: string | null;
  readonly today: Cover;
  readonly nextWeek: Cover;
  /** What changes within the week: the gap begins or ends. */
  readonly change: 'begins' | 'ends' | null;
}

/**
 * Languages that an organization offers or that were asked for lately, without regions: an organization that speaks
 * `es` serves `es-MX`.
 */
export function coverageLanguages({ organizations, askedFor }: CoverageData): string[] {
  const offered = organizations.flatMap(({ languages }) => languages);
  return [...new Set([...offered, ...askedFor].map(primaryLanguage))].sort();
}

/**
 * Every county, type and language that is not covered on `today` or on `nextWeek`. Where nobody helps in any
 * language, the languages are not listed one by one. These organizations cover nothing: suspended, away on that day,
 * without a verified contact point, or with a capacity of 0. Places in use are those of now.
 */
export function coverage(
  facts: CoverageData,
  counties: readonly string[],
  today: LocalDate,
  nextWeek: LocalDate,
  capacityMeans: CapacityMeaning,
): CoverageRow[] {
  const isFull = (organization: CoveringOrganization) =>
    placesInUse(organization, today, capacityMeans) >= organization.capacity;
  const now = servingOn(facts.organizations, today);
  const later = servingOn(facts.organizations, nextWeek);
  const languages = coverageLanguages(facts);
  return counties.flatMap((countyFips) =>
    ASSISTER_TYPES.flatMap((assisterType) => {
      const row = (language: string | null): CoverageRow => {
        const at = coverOf(now, countyFips, assisterType, language, isFull);
        const then = coverOf(later, countyFips, assisterType, language, isFull);
        return { countyFips, assisterType, language, today: at, nextWeek: then, change: change(at, then) };
      };
      const anybody = row(null);
      if (anybody.today === 'none' && anybody.nextWeek === 'none') return [anybody];
      return [anybody, ...languages.map(row)].filter(isUncovered);
    }),
  );
}

/** A key that tells apart the rows of one day, and finds the same row on another day. */
export function coverageKey({ countyFips, assisterType, language }: CoverageRow): string {
  return `${countyFips}/${assisterType}/${language ?? '*'}`;
}

function isUncovered({ today, nextWeek }: CoverageRow): boolean {
  return today !== 'covered' || nextWeek !== 'covered';
}

function change(today: Cover, nextWeek: Cover): CoverageRow['change'] {
  if ((today === 'none') === (nextWeek === 'none')) return null;
  return today === 'none' ? 'ends' : 'begins';
}

type Serving = ReadonlyMap<string, readonly CoveringOrganization[]>;

/** Who takes leads on one day, by county and type. */
function servingOn(organizations: readonly CoveringOrganization[], on: LocalDate): Serving {
  const serving = new Map<string, CoveringOrganization[]>();
  for (const organization of organizations) {
    if (!takesLeads(organization, on)) continue;
    for (const county of organization.counties) {
      const key = `${county}/${organization.type}`;
      serving.set(key, [...(serving.get(key) ?? []), organization]);
    }
  }
  return serving;
}

function coverOf(
  serving: Serving,
  county: string,
  type: AssisterType,
  language: string | null,
  isFull: (organization: CoveringOrganization) => boolean,
): Cover {
  const there = (serving.get(`${county}/${type}`) ?? []).filter(
    ({ languages }) => language === null || servesLanguage(languages, language),
  );
  if (there.length === 0) return 'none';
  return there.every(isFull) ? 'full' : 'covered';
}

function takesLeads(organization: CoveringOrganization, on: LocalDate): boolean {
  const { suspended, contactVerified, capacity, away } = organization;
  if (suspended || !contactVerified || capacity === 0) return false;
  return !away.some(({ from, until }) => from <= on && (until === null || until >= on));
}
