import { assisterType } from './assister-type';
import { popEarliest, pushEarliest } from './earliest-first';
import type { Lead } from '../referral/lead';
import type { ProgramPolicy } from '../policy';
import { firstCandidate, type RoutingOrganization, type SameConsumer } from './rules';
import { DAY_MS, instant, millis, type Instant, type LocalDate } from '../time';
import type { AssisterType } from '../vocabulary';

/**
 * Routes past leads again, one by one in their order, by the same rules that the service uses today. It shows what a
 * changed policy would have done. Pure: nothing here reads or writes. The code that loads the facts decides which are
 * taken from today and which from then.
 */
export type TrialRules = Pick<
  ProgramPolicy['routing'],
  'bothProgramsAssisterType' | 'rankBy' | 'sameConsumerDays'
>;

export interface TrialOrganization extends Omit<
  RoutingOrganization,
  'absent' | 'tried' | 'olderWaiting' | 'held' | 'given' | 'lastAssignedAt'
> {
  /** FIPS codes. */
  readonly counties: readonly string[];
  readonly absences: readonly { readonly from: LocalDate; readonly until: LocalDate | null }[];
  /** Before the first lead. */
  readonly lastAssignedAt: Instant | null;
  /** When each place that was in use before the first lead became free again. */
  readonly heldUntil: readonly Instant[];
}

export interface TrialLead extends Pick<Lead, 'application' | 'determinations'> {
  readonly referralId: string;
  readonly countyFips: string;
  readonly language: string;
  readonly at: Instant;
  /** The local day of `at`, by which absences are judged. */
  readonly on: LocalDate;
  /** The organization that it was first given to. */
  readonly had: string | null;
  /** How long it really held a place. Null when it never did, or still does. */
  readonly heldMs: number | null;
  /**
   * An older referral of the same consumer. And the organization that had that referral, when that referral is not
   * among the leads.
   */
  readonly sameConsumerAs: string | null;
  readonly sameConsumerHad: string | null;
}

/** Where a lead goes in a replay. */
export interface TrialPlacement {
  /** Null: nobody could take it in the whole period. */
  readonly organizationId: string | null;
  readonly assisterType: AssisterType;
  /** It could not be placed when it came. */
  readonly waited: boolean;
}

/**
 * For a lead whose place has no end of its own: two weeks to the deadline, and two more until the place is released.
 */
export const HELD_AT_MOST_MS = 28 * DAY_MS;

/** One replay under one set of rules. Call `place` for every lead in the order of arrival, then `finish`. */
export class RoutingReplay {
  private readonly organizations: readonly Replayed[];
  /** By county and type: who serves. */
  private readonly serving = new Map<string, Replayed[]>();
  private readonly queues = new Map<string, Waiting[]>();
  private readonly releases: Release[] = [];
  private readonly placed = new Map<string, Placed>();
  private readonly placements = new Map<string, TrialPlacement>();

  constructor(
    private readonly rules: TrialRules,
    organizations: readonly TrialOrganization[],
  ) {
    this.organizations = organizations.map((organization) => ({
      ...organization,
      absent: false,
      tried: false,
      olderWaiting: 0,
      held: organization.heldUntil.length,
      given: 0,
    }));
    for (const [n, organization] of this.organizations.entries()) {
      for (const at of organizations[n]?.heldUntil ?? []) this.release(organization, millis(at));
      for (const county of organization.counties) {
        const key = keyOf(county, organization.type);
        this.serving.set(key, [...(this.serving.get(key) ?? []), organization]);
      }
    }
  }

  place(lead: TrialLead): void {
    const now = millis(lead.at);
    this.freeUntil(now, lead.on);
    const { type } = assisterType(lead, { routing: this.rules });
    this.placements.set(lead.referralId, { organizationId: null, assisterType: type, waited: true });
    const key = keyOf(lead.countyFips, type);
    const queue = this.queues.get(key) ?? [];
    this.queues.set(key, queue);
    queue.push({ lead, type });
    // Older leads first: an absence may be over.
    this.drain(queue, now, lead.on);
  }

  /** Every lead's placement. A lead that waited and never had its turn has no organization. */
  finish(): ReadonlyMap<string, TrialPlacement> {
    return this.placements;
  }

  /** Places become free in their order. Each goes to the oldest lead that waits for this organization. */
  private freeUntil(now: number, on: LocalDate): void {
    for (let next = this.releases[0]; next !== undefined && next.at <= now; next = this.releases[0]) {
      popEarliest(this.releases);
      const { organization, at } = next;
      organization.held -= 1;
      const queues = organization.counties
        .map((county) => this.queues.get(keyOf(county, organization.type)) ?? [])
        .filter((queue) => queue.length > 0)
        .sort((a, b) => ((a[0]?.lead.at ?? '') < (b[0]?.lead.at ?? '') ? -1 : 1));
      for (const queue of queues) this.drain(queue, at, on);
    }
  }

  private drain(queue: Waiting[], now: number, on: LocalDate): void {
    for (let next = queue[0]; next !== undefined && this.take(next, now, on); next = queue[0]) queue.shift();
  }

  private take({ lead, type }: Waiting, now: number, on: LocalDate): boolean {
    const serving = this.serving.get(keyOf(lead.countyFips, type)) ?? [];
    for (const organization of serving) {
      if (organization.absences.length > 0) organization.absent = isAbsent(organization, on);
    }
    const need = {
      referralId: lead.referralId,
      assisterType: type,
      language: lead.language,
      sameConsumer: this.sameConsumer(lead, now),
    };
    const first = firstCandidate(need, serving, this.rules.rankBy);
    const chosen = serving.find(({ id }) => id === first?.candidate.organizationId);
    if (first === null || chosen === undefined) return false;
    const until = now + Math.min(lead.heldMs ?? HELD_AT_MOST_MS, HELD_AT_MOST_MS);
    chosen.held += 1;
    chosen.given = first.turn + 1 / chosen.capacity;
    chosen.lastAssignedAt = instant(now);
    this.release(chosen, until);
    this.placed.set(lead.referralId, { organizationId: chosen.id, until });
    const waited = now > millis(lead.at);
    this.placements.set(lead.referralId, { organizationId: chosen.id, assisterType: type, waited });
    return true;
  }

  private sameConsumer({ sameConsumerAs, sameConsumerHad }: TrialLead, now: number): SameConsumer | null {
    if (sameConsumerAs === null) return null;
    const here = this.placed.get(sameConsumerAs);
    if (here === undefined) {
      return sameConsumerHad === null
        ? null
        : { referralId: sameConsumerAs, organizationId: sameConsumerHad };
    }
    const recent = now < here.until + this.rules.sameConsumerDays * DAY_MS;
    return recent ? { referralId: sameConsumerAs, organizationId: here.organizationId } : null;
  }

  private release(organization: Replayed, at: number): void {
    pushEarliest(this.releases, { organization, at });
  }
}

type Moving = 'held' | 'absent' | 'given' | 'lastAssignedAt';

type Replayed = {
  -readonly [Key in Moving]: RoutingOrganization[Key];
} & Omit<RoutingOrganization, Moving> &
  Pick<TrialOrganization, 'counties' | 'absences'>;

interface Waiting {
  readonly lead: TrialLead;
  readonly type: AssisterType;
}

interface Placed {
  readonly organizationId: string;
  readonly until: number;
}

interface Release {
  readonly organization: Replayed;
  readonly at: number;
}

function keyOf(countyFips: string, type: AssisterType): string {
  return `${countyFips}/${type}`;
}

function isAbsent({ absences }: Replayed, on: LocalDate): boolean {
  return absences.some(({ from, until }) => from <= on && (until === null || until >= on));
}
