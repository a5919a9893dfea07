import type {
  RoutingDecision,
  RoutingSituation,
  RoutingStore,
  WaitingReferrals,
} from '../../../src/activities/ports';
import type { RoutingOrganization, SameConsumer } from '../../../src/domain/routing';
import type { Database, OrganizationRow, ReferralRow } from './database';

/** Routing over the in-memory rows: one place at a time, never more than the capacity. */
export function createRoutingStore(db: Database): RoutingStore {
  return {
    async look({ referralId, routing, directedTo = null }) {
      await db.reach('routing');
      const decision = db.referral(referralId).decisions.find((made) => made.routing === routing);
      return decision === undefined
        ? { recorded: null, situation: situationOf(db, db.referral(referralId), directedTo) }
        : { recorded: decision.outcome };
    },

    async keep(decision) {
      const { command, outcome, explanation } = decision;
      const { referralId, routing, seq, hop, at } = command;
      const referral = db.referral(referralId);
      // An attempt that timed out may still be at it: the second of both finds the key taken.
      if (referral.decisions.some((made) => made.routing === routing)) throw new Error('duplicate routing');
      if (outcome.outcome === 'assigned' && !takePlace(db, outcome.organizationId, decision)) return false;
      referral.decisions.push({ routing, outcome, explanation });
      const common = { seq, at, actor: 'system', actId: null, metAt: null } as const;
      if (outcome.outcome === 'unassigned') {
        const { cause = 'no-eligible-organization' } = outcome;
        referral.status = 'unassigned';
        referral.waitsForRouting = cause === 'no-eligible-organization';
        referral.events.push({
          ...common,
          ...{ type: 'unassigned', cause },
          status: 'unassigned',
          assignmentId: null,
        });
        return true;
      }
      const { assignmentId, organizationId, organizationName, languageMatch, load } = outcome;
      referral.status = 'received';
      referral.waitsForRouting = false;
      referral.events.push({
        ...common,
        ...{ type: 'assigned', status: 'received', assignmentId },
        ...{ organizationId, organizationName, hop, languageMatch, load },
      });
      db.assignments.set(assignmentId, {
        ...{ id: assignmentId, referralId, organizationId, hop },
        ...{ sentAt: null, times: null, holdsCapacity: true, endReason: null },
        proofs: { contact: [], appointment: [] },
      });
      return true;
    },
  };
}

function takePlace(
  db: Database,
  organizationId: string,
  { command: { at }, turn }: RoutingDecision,
): boolean {
  const organization = db.organization(organizationId);
  if (!organization.active || !organization.contactVerified) return false;
  if (organization.held >= organization.capacity) return false;
  organization.held += 1;
  organization.lastAssignedAt = at;
  organization.given = Math.max(organization.given, turn?.counts ?? 0) + 1 / organization.capacity;
  return true;
}

/** Who waits and could be placed now, oldest first. */
export function createWaitingReferrals(db: Database): WaitingReferrals {
  return {
    async nextPlaceable(passedOver) {
      await db.reach('waiting');
      const next = waitingOldestFirst(db).find(
        (referral) =>
          !passedOver.includes(referral.id) &&
          [...db.organizations.values()].some((organization) => canTake(db, organization, referral)),
      );
      return next?.id ?? null;
    },
  };
}

function situationOf(db: Database, referral: ReferralRow, directedTo: string | null): RoutingSituation {
  const { countyFips } = referral;
  const all = [...db.organizations.values()];
  const serving = all.filter(({ counties }) => counties.includes(countyFips));
  const older = waitingOldestFirst(db).filter((other) => isYounger(referral, positionOf(other)));
  const situated = (organization: OrganizationRow): RoutingOrganization => ({
    ...organization,
    absent: false,
    tried: db.wasTried(referral.id, organization.id),
    olderWaiting: older.filter((other) => serves(organization, other)).length,
  });
  const chosen = directedTo === null ? undefined : db.organizations.get(directedTo);
  return {
    need: {
      referralId: referral.id,
      assisterType: referral.assisterType,
      language: referral.lead.consumer.preferredLanguage,
      sameConsumer: sameConsumerOf(db, referral),
    },
    assisterTypeRule: 'no-application',
    countyFips,
    organizations: serving.map(situated),
    elsewhere: all.length - serving.length,
    directed:
      chosen === undefined
        ? null
        : { ...situated(chosen), servesCounty: chosen.counties.includes(countyFips) },
  };
}

/** Who resolved this referral before it was reopened, or who has the other one of the same consumer. */
function sameConsumerOf(db: Database, referral: ReferralRow): SameConsumer | null {
  const found = [...db.assignments.values()].findLast(
    ({ referralId, sentAt, endReason }) =>
      sentAt !== null &&
      ((referralId === referral.id && ['resolved', 'withdrawn'].includes(endReason ?? '')) ||
        (referralId === referral.sameConsumerAs && (endReason === null || endReason === 'resolved'))),
  );
  return found === undefined ? null : { referralId: found.referralId, organizationId: found.organizationId };
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
  return organization.type === referral.assisterType && organization.counties.includes(referral.countyFips);
}

function canTake(db: Database, organization: OrganizationRow, referral: ReferralRow): boolean {
  return (
    serves(organization, referral) &&
    organization.active &&
    organization.contactVerified &&
    organization.held < organization.capacity &&
    !db.wasTried(referral.id, organization.id)
  );
}
