import { assisterType } from './assister-type';
import { popEarliest, pushEarliest } from './earliest-first';
import type { Lead } from '../referral/lead';
import type { ProgramPolicy } from '../policy';
import type { ProgramTerms } from '../terms';
import { firstCandidate } from './ranking';
import { withLead, type RecentLeads } from './recent-leads';
import type { RoutingOrganization, RoutingRules, SameConsumer } from './rules';
import { spokenThere, type SpokenThere } from './scarcity';
import { firstOffered, TrialQueue, type WaitingLead } from './trial-queue';
import { DAY_MS, instant, millis, type Instant, type LocalDate } from '../time';
import type { AssisterType } from '../vocabulary';

/**
 * Routes past leads again, one by one in their order, by the same rules that the service uses today. It shows what a
 * changed policy would have done. Pure: nothing here reads or writes. The code that loads the facts decides which are
 * taken from today and which from then.
 */
export type TrialRules = RoutingRules &
  Pick<ProgramPolicy['routing'], 'bothProgramsAssisterType' | 'sameConsumerDays'>;

export interface TrialOrganization extends Omit<
  RoutingOrganization,
  'absent' | 'tried' | 'waitingAhead' | 'held' | 'given' | 'lastAssignedAt' | keyof RecentLeads
> {
  /** FIPS codes. */
  readonly counties: readonly string[];
  readonly absences: readonly { readonly from: LocalDate; readonly until: LocalDate | null }[];
  /** Before the first lead. */
  readonly lastAssignedAt: Instant | null;
  /** Leads that it was given in the fortnight before the first one of the replay. */
  readonly recent: RecentLeads;
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
  private readonly queues = new Map<string, TrialQueue>();
  /** What is spoken where, as of one day: absences begin and end. */
  private readonly spoken = new Map<string, { readonly on: LocalDate; readonly there: SpokenThere }>();
  private readonly releases: Release[] = [];
  private readonly placed = new Map<string, Placed>();
  private readonly placements = new Map<string, TrialPlacement>();

  constructor(
    private readonly rules: TrialRules,
    organizations: readonly TrialOrganization[],
    private readonly terms: Pick<ProgramTerms, 'determinations'>,
  ) {
    this.organizations = organizations.map((organization) => ({
      ...organization,
      ...organization.recent,
      absent: false,
      tried: false,
      waitingAhead: 0,
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
    const { type } = assisterType(lead, { routing: this.rules, terms: this.terms });
    this.placements.set(lead.referralId, { organizationId: null, assisterType: type, waited: true });
    const key = keyOf(lead.countyFips, type);
    const queue = this.queues.get(key) ?? new TrialQueue();
    this.queues.set(key, queue);
    queue.add({ lead, type, n: this.placements.size });
    // Older leads first: an absence may be over.
    for (
      let next = queue.oldest();
      next !== undefined && this.take(next, now, lead.on);
      next = queue.oldest()
    ) {
      queue.remove(next);
    }
  }

  /** Every lead's placement. A lead that waited and never had its turn has no organization. */
  finish(): ReadonlyMap<string, TrialPlacement> {
    return this.placements;
  }

  /** Places become free in their order. Each is offered to those who wait for this organization. */
  private freeUntil(now: number, on: LocalDate): void {
    for (let next = this.releases[0]; next !== undefined && next.at <= now; next = this.releases[0]) {
      popEarliest(this.releases);
      const { organization, at } = next;
      organization.held -= 1;
      this.offer(organization, at, on);
    }
  }

  private offer(organization: Replayed, now: number, on: LocalDate): void {
    const keys = organization.counties.map((county) => keyOf(county, organization.type));
    for (;;) {
      const waiting = keys.flatMap((key) => {
        const queue = this.queues.get(key);
        if (queue === undefined || queue.isEmpty()) return [];
        const there = this.spokenIn(key, organization.type, on);
        return queue.heads().map((each) => ({ waiting: each, there }));
      });
      const first = firstOffered(organization, waiting, this.rules.scarceLanguages.waitDays);
      if (first === undefined || !this.take(first, now, on)) return;
      this.queues.get(keyOf(first.lead.countyFips, first.type))?.remove(first);
    }
  }

  private spokenIn(key: string, type: AssisterType, on: LocalDate): SpokenThere {
    const known = this.spoken.get(key);
    if (known?.on === on) return known.there;
    const there = spokenThere(this.servingOn(key, on), type, this.rules.scarceLanguages.below);
    this.spoken.set(key, { on, there });
    return there;
  }

  private servingOn(key: string, on: LocalDate): readonly Replayed[] {
    const serving = this.serving.get(key) ?? [];
    for (const organization of serving) {
      if (organization.absences.length > 0) organization.absent = isAbsent(organization, on);
    }
    return serving;
  }

  private take({ lead, type }: WaitingLead, now: number, on: LocalDate): boolean {
    const key = keyOf(lead.countyFips, type);
    const serving = this.servingOn(key, on);
    const need = {
      referralId: lead.referralId,
      assisterType: type,
      language: lead.language,
      on,
      sameConsumer: this.sameConsumer(lead, now),
    };
    const first = firstCandidate(need, serving, this.rules, this.spokenIn(key, type, on).scarce);
    const chosen = serving.find(({ id }) => id === first?.candidate.organizationId);
    if (first === null || chosen === undefined) return false;
    const until = now + Math.min(lead.heldMs ?? HELD_AT_MOST_MS, HELD_AT_MOST_MS);
    chosen.held += 1;
    chosen.given = first.turn + 1 / chosen.capacity;
    chosen.lastAssignedAt = instant(now);
    Object.assign(chosen, withLead(chosen, on));
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

type Moving = 'held' | 'absent' | 'given' | 'lastAssignedAt' | keyof RecentLeads;

type Replayed = {
  -readonly [Key in Moving]: RoutingOrganization[Key];
} & Omit<RoutingOrganization, Moving> &
  Pick<TrialOrganization, 'counties' | 'absences'>;

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
