import type { RoutingSituation, RoutingStore, WaitingReferrals } from '../../../src/activities/ports';
import type { Instant } from '../../../src/domain/time';
import { freesCapacity, type NumberedEvent } from '../../../src/workflows/referral/events';
import type { Database, OrganizationRow, ReferralRow } from './database';

/** Routing over the in-memory rows: one place at a time, never more than the capacity. */
export function createRoutingStore(db: Database): RoutingStore {
  return {
    async look({ referralId, routing }) {
      await db.reach('routing');
      const decision = db.referral(referralId).decisions.find((made) => made.routing === routing);
      return decision === undefined
        ? { recorded: null, situation: situationOf(db, db.referral(referralId)) }
        : { recorded: decision.outcome };
    },

    async keep({ command, outcome, explanation }) {
      const { referralId, routing, seq, hop, at } = command;
      const referral = db.referral(referralId);
      // An attempt that timed out may still be at it: the second of both finds the key taken.
      if (referral.decisions.some((made) => made.routing === routing)) throw new Error('duplicate routing');
      if (outcome.outcome === 'assigned' && !takePlace(db, outcome.organizationId, at)) return false;
      referral.decisions.push({ routing, outcome, explanation });
      referral.waitsForRouting = outcome.outcome === 'unassigned';
      const common = { seq, at, actor: 'system', actId: null, metAt: null } as const;
      if (outcome.outcome === 'unassigned') {
        referral.status = 'unassigned';
        referral.events.push({
          ...common,
          type: 'unassigned',
          cause: 'no-eligible-organization',
          status: 'unassigned',
          assignmentId: null,
        });
        return true;
      }
      const { assignmentId, organizationId, organizationName, languageMatch, load } = outcome;
      referral.status = 'received';
      referral.events.push({
        ...common,
        ...{ type: 'assigned', status: 'received', assignmentId },
        ...{ organizationId, organizationName, hop, languageMatch, load },
      });
      db.assignments.set(assignmentId, {
        ...{ id: assignmentId, referralId, organizationId, hop, languageMatch },
        ...{ sentAt: null, clocks: null, holdsCapacity: true },
      });
      return true;
    },
  };
}

function takePlace(db: Database, organizationId: string, at: Instant): boolean {
  const organization = db.organization(organizationId);
  if (organization.held >= organization.capacity) return false;
  organization.held += 1;
  organization.lastAssignedAt = at;
  return true;
}

/** Who waits and could be placed now, oldest first. */
export function createWaitingReferrals(db: Database): WaitingReferrals {
  return {
    async nextPlaceable(after) {
      await db.reach('waiting');
      const next = waitingOldestFirst(db).find(
        (referral) =>
          (after === null || isYounger(referral, after)) &&
          [...db.organizations.values()].some((organization) => canTake(db, organization, referral)),
      );
      return next === undefined ? null : { referralId: next.id, createdAt: next.createdAt };
    },
  };
}

/** Gives the place of the assignment back, once. */
export function releaseCapacity(db: Database, event: NumberedEvent): void {
  if (!freesCapacity(event) || event.assignmentId === null) return;
  const assignment = db.assignment(event.assignmentId);
  if (!assignment.holdsCapacity) return;
  assignment.holdsCapacity = false;
  db.organization(assignment.organizationId).held -= 1;
}

function situationOf(db: Database, referral: ReferralRow): RoutingSituation {
  const { countyFips } = referral.lead.address;
  const all = [...db.organizations.values()];
  const serving = all.filter(({ counties }) => counties.includes(countyFips));
  const older = waitingOldestFirst(db).filter((other) => isYounger(referral, positionOf(other)));
  return {
    need: {
      referralId: referral.id,
      assisterType: referral.assisterType,
      language: referral.lead.consumer.preferredLanguage,
    },
    assisterTypeRule: 'no-application',
    countyFips,
    organizations: serving.map((organization) => ({
      ...organization,
      active: true,
      absent: false,
      tried: db.wasTried(referral.id, organization.id),
      olderWaiting: older.filter((other) => serves(organization, other)).length,
    })),
    elsewhere: all.length - serving.length,
  };
}

function waitingOldestFirst(db: Database): ReferralRow[] {
  return [...db.referrals.values()]
    .filter(({ status, waitsForRouting }) => status === 'unassigned' && waitsForRouting)
    .sort((a, b) => (isYounger(a, positionOf(b)) ? 1 : -1));
}

function positionOf({ id, createdAt }: ReferralRow) {
  return { referralId: id, createdAt };
}

function isYounger(referral: ReferralRow, than: { referralId: string; createdAt: string }): boolean {
  return (
    referral.createdAt > than.createdAt ||
    (referral.createdAt === than.createdAt && referral.id > than.referralId)
  );
}

function serves(organization: OrganizationRow, referral: ReferralRow): boolean {
  return (
    organization.type === referral.assisterType &&
    organization.counties.includes(referral.lead.address.countyFips)
  );
}

function canTake(db: Database, organization: OrganizationRow, referral: ReferralRow): boolean {
  return (
    serves(organization, referral) &&
    organization.contactVerified &&
    organization.held < organization.capacity &&
    !db.wasTried(referral.id, organization.id)
  );
}
