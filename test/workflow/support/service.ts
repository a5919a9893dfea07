import { v7 as newId } from 'uuid';
import type { Activities } from '../../../src/activities';
import type { OrganizationFields } from '../../../src/api/organization/ports';
import { consumerKeys } from '../../../src/domain/referral/consumer-keys';
import type { Lead } from '../../../src/domain/referral/lead';
import type { ProgramPolicy } from '../../../src/domain/policy';
import type { Act } from '../../../src/domain/referral/commands';
import type { RecordedOutcome, ReferralActs } from '../../../src/domain/referral/ports';
import { carriedPolicy } from '../../../src/domain/referral/carried-policy';
import type { County } from '../../../src/domain/service-area';
import { instant, localDate, type Instant } from '../../../src/domain/time';
import type { AssisterType } from '../../../src/domain/vocabulary';
import { createLeadStore } from '../../../src/infra/prisma/referral/lead-store';
import { createOrganizationStore } from '../../../src/infra/prisma/organization/store';
import { createPrisma } from '../../../src/infra/prisma/database/client';
import type { PrismaClient } from '../../../src/infra/prisma/generated/client';
import { createReferralActs } from '../../../src/infra/prisma/referral/acts';
import { SituationReader } from '../../../src/infra/prisma/routing/situation';
import { loadProgram } from '../../../src/infra/program-file';
import type { Waker } from '../../../src/workflows/follow/waker';
import { freshDatabase } from '../../support/postgres';
import { composeActivities } from './activities';
import { DatabaseTrouble } from './database-trouble';
import { PostedReferral } from './posted-referral';
import { PostOffice } from './post-office';
import { VirtualFollowers } from './virtual-followers';

export const SPOC = 'spoc@exchange.example.org';
/** The program's own policy; its reminders are not spread, so that every instant can be written out by hand. */
export const mnsure: ProgramPolicy = {
  ...loadProgram('config/mnsure.json'),
  reminders: { spreadMinutes: 0 },
};

/** The program's own policy with other choices for routing. */
export function withRouting(choices: Partial<ProgramPolicy['routing']>): ProgramPolicy {
  return { ...mnsure, routing: { ...mnsure.routing, ...choices } };
}

/** Real PostgreSQL, the service's own activities and acts, and a time of the test's own. No Temporal. */
export class Service {
  readonly postOffice = new PostOffice();
  readonly followers: VirtualFollowers;
  readonly acts: ReferralActs;
  /** The same acts, by a process that tells the workflows otherwise. */
  readonly actsWith: (waker: Waker) => ReferralActs;
  private readonly activities: Activities;
  private counties = 0;

  private constructor(
    readonly prisma: PrismaClient,
    readonly trouble: DatabaseTrouble,
    readonly policy: ProgramPolicy,
    startsAt: Instant,
    counties: readonly County[],
    private readonly close: () => Promise<void>,
  ) {
    this.followers = new VirtualFollowers(prisma, () => this.activities, startsAt);
    const situations = new SituationReader(policy.routing);
    const common = { policy, situations, waker: this.followers };
    const { postOffice } = this;
    this.activities = composeActivities({ ...common, prisma, postOffice, spoc: SPOC, counties });
    this.actsWith = (waker) => createReferralActs(prisma, { ...common, owner: SPOC, waker });
    this.acts = this.actsWith(this.followers);
  }

  static async start({
    policy = mnsure,
    startsAt = '2034-01-01T12:00:00.000Z',
    counties = [],
  }: {
    readonly policy?: ProgramPolicy;
    readonly startsAt?: string;
    readonly counties?: readonly County[];
  } = {}): Promise<Service> {
    const { url, drop } = await freshDatabase();
    const trouble = await DatabaseTrouble.over(url);
    const { prisma, close } = createPrisma(trouble.urlForService, { max: 10 });
    return new Service(prisma, trouble, policy, instant(startsAt), counties, async () => {
      await close();
      await trouble.close();
      await drop();
    });
  }

  stop(): Promise<void> {
    this.followers.end();
    return this.close();
  }

  now(): Instant {
    return this.followers.now();
  }

  goTo(at: string): Promise<void> {
    return this.followers.goTo(at);
  }

  /** A county of its own keeps a test's referrals away from everybody else's organizations. */
  newCounty(): string {
    this.counties += 1;
    return String(27_000 + this.counties);
  }

  countyName(fips: string): string {
    return `Sample ${fips}`;
  }

  async addOrganization(
    fields: Pick<OrganizationFields, 'name' | 'counties'> &
      Partial<OrganizationFields> & { readonly held?: number; readonly contactVerified?: boolean },
  ): Promise<AddedOrganization> {
    const id = newId();
    const { held = 0, contactVerified = true, ...chosen } = fields;
    const organization: OrganizationFields = {
      type: 'navigator',
      status: 'active',
      languages: ['en'],
      capacity: 10,
      absences: [],
      contactEmail: `leads-${id}@example.org`,
      ...chosen,
    };
    await createOrganizationStore(this.prisma, this.policy.calendar.zone).create(
      id,
      organization,
      this.now(),
    );
    const given = held === 0 ? 0 : held / organization.capacity;
    await this.prisma.organization.update({ where: { id }, data: { held, given, contactVerified } });
    return { id, name: organization.name, contactEmail: organization.contactEmail };
  }

  organization(id: string) {
    return this.prisma.organization.findUniqueOrThrow({ where: { id } });
  }

  /** How many places of each are held. */
  async held(organizations: readonly { readonly id: string }[]): Promise<number[]> {
    const rows = await Promise.all(organizations.map(({ id }) => this.organization(id)));
    return rows.map(({ held }) => held);
  }

  /** The waiting list looks once, and what follows from it happens. Returns how many were placed. */
  async placeWaiting(): Promise<number> {
    const { placed } = await this.activities.routeWaitingReferrals();
    await this.followers.run();
    return placed;
  }

  /** A lead arrives now, as the API takes it; everything that follows at once has happened when this returns. */
  async post(county: string, about: PostedLead = {}): Promise<PostedReferral> {
    const referral = await this.receive(county, about);
    await this.followers.run();
    return referral;
  }

  /** As post, before anything has followed. */
  async receive(
    county: string,
    { type = 'navigator', language = 'en', consumer = {} }: PostedLead = {},
  ): Promise<PostedReferral> {
    const id = newId();
    const lead = sampleLead(id, { county, countyName: this.countyName(county), language, consumer });
    const received = {
      ...{ id, lead, assisterType: type, at: this.now(), carriedPolicy: carriedPolicy(this.policy) },
      assisterTypeRule: type === 'navigator' ? ('no-application' as const) : ('qhp' as const),
      sameConsumerDays: this.policy.routing.sameConsumerDays,
    };
    const stored = await createLeadStore(this.prisma).receive(received, null);
    if (stored.outcome !== 'stored') throw new Error('the lead was not stored');
    return new PostedReferral(id, this);
  }

  /** What somebody does to a referral now, and everything that follows at once. */
  async act(referralId: string, act: Act, payload?: Record<string, unknown>): Promise<RecordedOutcome> {
    const answer = await this.decide(referralId, act, payload);
    await this.followers.run();
    return answer;
  }

  /** As act, before anything has followed. */
  async decide(referralId: string, act: Act, payload?: Record<string, unknown>): Promise<RecordedOutcome> {
    const given = payload ?? (act.kind === 'amend' ? await this.amended(referralId, act) : {});
    return this.acts.record({ referralId, act, payload: given, now: this.now() });
  }

  /** The lead as it is from now on, as the API keeps it with the act. */
  private async amended(referralId: string, { need }: Extract<Act, { kind: 'amend' }>) {
    const standing = await createLeadStore(this.prisma).find(referralId);
    if (standing === null) throw new Error('the lead is gone');
    const { lead, assisterTypeRule } = standing;
    const address =
      need === null
        ? lead.address
        : { ...lead.address, countyFips: need.countyFips, county: need.countyName };
    return { lead: { ...lead, address }, keys: consumerKeys(lead.consumer), assisterTypeRule };
  }
}

export interface AddedOrganization {
  readonly id: string;
  readonly name: string;
  readonly contactEmail: string;
}

export interface PostedLead {
  readonly type?: AssisterType;
  readonly language?: string;
  readonly consumer?: Partial<Lead['consumer']>;
}

function sampleLead(
  id: string,
  about: { county: string; countyName: string; language: string; consumer: Partial<Lead['consumer']> },
): Lead {
  return {
    externalId: `CRM-${id}`,
    consumer: {
      ...{ firstName: 'Sample', lastName: `Consumer ${id}`, email: `${id}@example.org` },
      preferredLanguage: about.language,
      ...about.consumer,
    },
    address: { zip: '55802', countyFips: about.county, county: about.countyName },
    account: { active: true },
    application: { active: false },
    determinations: [],
    reason: 'Wants help comparing plans',
    guidance: 'None yet',
    consent: { given: true, on: localDate('2026-11-23') },
    assistance: ['plan-selection'],
  };
}
