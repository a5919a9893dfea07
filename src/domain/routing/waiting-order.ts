import { DAY_MS, millis, type Instant } from '../time';
import { speaksLike } from '../language/serves';
import type { RoutingOrganization } from './rules';
import { speakersOf, type SpokenThere } from './scarcity';

/** What decides in which order referrals of the same type that wait are offered a place. */
export interface Waiting {
  readonly countyFips: string;
  readonly language: string;
  /** Ids of the organizations that had it and are not asked again. */
  readonly tried: readonly string[];
}

/** Waiting referrals that are alike in everything that the order depends on. */
export interface WaitingGroup extends Waiting {
  /**
   * By how many whole steps of half the policy's `waitDays` they came after the referral that is routed, at most
   * `MOST_STEPS`; negative when they came before it. When the policy lets nobody wait, only before and after count.
   */
  readonly stepsAfter: number;
  readonly count: number;
}

/** No two standings differ by so many steps. */
export const MOST_STEPS = 3;

type Offered = Pick<RoutingOrganization, 'id' | 'languages'>;

/**
 * Whether a place of one organization is offered to a referral earlier or later than its age says, in steps of half the
 * policy's `waitDays`. -1: the organization speaks its language, and few do there. 1: somebody else there speaks it, and
 * this organization does not.
 */
type Standing = -1 | 0 | 1;

/** @param there What is spoken in the referral's county by organizations of its type. */
export function standingOf(
  { language, tried }: Omit<Waiting, 'countyFips'>,
  there: SpokenThere,
): (organization: Offered) => Standing {
  const isSpoken = speaksLike(language);
  const isScarce = [...there.scarce].some(isSpoken);
  const speakers = speakersOf(there, language).filter(({ id }) => !tried.includes(id));
  return ({ languages }) => {
    if (languages.some(isSpoken)) return isScarce ? -1 : 0;
    return speakers.length > 0 ? 1 : 0;
  };
}

/** What stands for the referral's arrival when a place is offered: the earliest goes first. */
export function offeredAs(at: Instant, standing: Standing, waitDays: number): number {
  return millis(at) + (standing * waitDays * DAY_MS) / 2;
}

/**
 * Tells how many of those who wait are offered a place at an organization before the referral that is routed.
 *
 * @param thereIn What organizations of the referral's type speak in a county.
 */
export function waitingAhead(
  referral: Waiting,
  waiting: readonly WaitingGroup[],
  thereIn: (countyFips: string) => SpokenThere,
): (organization: Offered & { readonly counties: readonly string[] }) => number {
  const own = standingOf(referral, thereIn(referral.countyFips));
  const groups = waiting.map((group) => ({ group, theirs: standingOf(group, thereIn(group.countyFips)) }));
  return (organization) => {
    let ahead = 0;
    for (const { group, theirs } of groups) {
      if (!organization.counties.includes(group.countyFips) || group.tried.includes(organization.id))
        continue;
      if (group.stepsAfter < own(organization) - theirs(organization)) ahead += group.count;
    }
    return ahead;
  };
}
