import { Context } from '@temporalio/activity';
import { v7 as uuidv7 } from 'uuid';
import { createActivities, type Activities } from '../../../src/activities';
import type { Log, ReferralTurns, Waitlist } from '../../../src/activities/ports';
import type { ReferralSnapshots } from '../../../src/worker/ports';
import type { ProgramPolicy } from '../../../src/domain/policy';
import { instant, type Instant } from '../../../src/domain/time';
import type { AssisterType } from '../../../src/domain/vocabulary';
import { loadProgram } from '../../../src/infra/program-file';
import { referralTerms } from '../../../src/workflows/referral/terms';
import { Database, type OrganizationRow, type ReferralRow } from './database';
import { EscalationDesk } from './escalation-desk';
import { OTHER_PORTS } from './other-ports';
import { createLinkIssuer, createOutbox, PostOffice } from './post-office';
import { createAssignmentFacts, createMailReader, createSnapshots } from './read-model';
import { createReferralHistory } from './referral-history';
import { createRoutingStore, createWaitingReferrals } from './routing-store';

export const SPOC = 'spoc@exchange.example.org';
export const mnsure = loadProgram('config/mnsure.json');

/** Every port of the activities in memory, and the rows that tests put in and read. */
export class World {
  readonly db = new Database();
  readonly postOffice = new PostOffice();
  readonly desk = new EscalationDesk(this.db);
  private counties = 0;

  constructor(readonly policy: ProgramPolicy = mnsure) {}

  /** A county of its own keeps a test's referrals away from everybody else's organizations. */
  newCounty(): string {
    this.counties += 1;
    return String(27000 + this.counties);
  }

  countyName(fips: string): string {
    return `Sample ${fips}`;
  }

  addOrganization(
    row: { readonly name: string; readonly counties: readonly string[] } & Partial<OrganizationRow>,
  ): OrganizationRow {
    const id = uuidv7();
    const organization: OrganizationRow = {
      ...{ id, type: 'navigator', languages: ['en'], capacity: 10, held: 0 },
      ...{ contactEmail: `leads-${id}@example.org`, contactVerified: true, active: true },
      lastAssignedAt: null,
      given: 0,
      ...row,
    };
    this.db.organizations.set(id, organization);
    return organization;
  }

  /** The row that the API would have made: received, nothing else. */
  addReferral(
    county: string,
    createdAt: Instant,
    {
      type: assisterType = 'navigator',
      language = 'en',
      sameConsumerAs = null,
    }: { type?: AssisterType; language?: string; sameConsumerAs?: string | null } = {},
  ): ReferralRow {
    const id = uuidv7();
    const referral: ReferralRow = {
      ...{ id, assisterType, countyFips: county, sameConsumerAs, createdAt, status: 'received' },
      ...{ waitsForRouting: false, decisions: [] },
      lead: {
        externalId: `CRM-${id}`,
        consumer: { firstName: 'Sample', lastName: 'Consumer', preferredLanguage: language },
        address: { zip: '55802', countyFips: county, county: this.countyName(county) },
        account: { active: true },
        application: { active: false },
        determinations: [],
        reason: 'Wants help comparing plans',
        guidance: 'None yet',
        consent: { given: true, on: '2026-11-23' as ReferralRow['lead']['consent']['on'] },
        assistance: ['plan-selection'],
      },
      events: [
        {
          ...{ type: 'received', seq: 1, at: createdAt, actor: 'crm', assignmentId: null },
          ...{ actId: null, metAt: null, status: 'received' },
        },
      ],
    };
    this.db.referrals.set(id, referral);
    return referral;
  }

  get snapshots(): ReferralSnapshots {
    return createSnapshots(this.db, referralTerms(this.policy), (fips) => this.countyName(fips));
  }

  activities(temporal: { readonly turns: ReferralTurns; readonly waitlist: Waitlist }): Activities {
    const { policy } = this;
    return createActivities({
      policy,
      program: {
        exchangeName: policy.exchange.name,
        programName: policy.exchange.programName,
        state: policy.exchange.state,
        helpPhone: policy.exchange.helpPhone,
        spocEmail: SPOC,
      },
      messageIdHost: 'leads.example.org',
      routing: createRoutingStore(this.db),
      history: createReferralHistory(this.db),
      assignmentFacts: createAssignmentFacts(this.db),
      waiting: createWaitingReferrals(this.db),
      mailReader: createMailReader(this.db, this.desk),
      links: createLinkIssuer(),
      outbox: createOutbox(this.db),
      mailServer: this.postOffice,
      desk: this.desk,
      ...OTHER_PORTS,
      ...temporal,
      log: silent,
      now: () => instant(Date.now()),
      heartbeat: (placed) => Context.current().heartbeat(placed),
    });
  }
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
