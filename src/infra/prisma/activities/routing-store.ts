import type { RoutingDecision, RoutingStore } from '../../../activities/ports';
import { v7 as uuidv7 } from 'uuid';
import { packExplanation } from '../explanation';
import type { PrismaClient } from '../generated/client';
import { SituationReader } from './routing-situation';

/**
 * Routing on PostgreSQL: one statement to look, one to take the place and keep everything. Each is a transaction by
 * itself, so that the row of a sought-after organization is locked for no longer than one statement takes.
 */
export function createRoutingStore(
  prisma: PrismaClient,
  options: { readonly sameConsumerDays: number },
): RoutingStore {
  const situations = new SituationReader(prisma, options.sameConsumerDays);
  return {
    look: (command, on) => situations.look(command, on),
    keep: (decision) => keep(prisma, decision),
  };
}

/**
 * So many leads may have been given to an organization since it was looked at. None would be exact, and would let those
 * who route at once wait for each other; any number, and all who looked at once would go to the same one.
 */
const TURNS_MISSED = 2.5;

/** Without an organization there is no place to take. A second attempt of the same routing fails as a whole. */
async function keep(prisma: PrismaClient, decision: RoutingDecision): Promise<boolean> {
  const { command, outcome, turn, explanation, ruleVersion, policyVersion } = decision;
  const { referralId, routing, seq, hop, at } = command;
  const assigned = outcome.outcome === 'assigned' ? outcome : null;
  const status = assigned === null ? 'unassigned' : 'received';
  const cause = outcome.outcome === 'unassigned' ? (outcome.cause ?? 'no-eligible-organization') : null;
  const data =
    assigned === null
      ? { cause }
      : {
          organizationId: assigned.organizationId,
          organizationName: assigned.organizationName,
          hop,
          languageMatch: assigned.languageMatch,
          load: assigned.load,
        };
  const assignmentId = assigned?.assignmentId ?? null;
  const organizationId = assigned?.organizationId ?? null;
  const moved = await prisma.$executeRaw`
    WITH place AS (
      UPDATE organizations SET held = held + 1, last_assigned_at = ${at}::timestamptz,
        given = GREATEST(given, ${turn?.counts ?? null}::float8) + 1.0 / capacity
      WHERE id = ${organizationId}::uuid AND held < capacity AND status = 'active' AND contact_verified
        AND (${turn?.known ?? null}::float8 IS NULL
          OR given <= ${turn?.known ?? null}::float8 + ${TURNS_MISSED}::float8 / capacity)
      RETURNING id
    ), decided AS (
      SELECT ${organizationId}::uuid AS organization_id
      WHERE ${organizationId}::uuid IS NULL OR EXISTS (SELECT 1 FROM place)
    ), assignment AS (
      INSERT INTO assignments (id, referral_id, organization_id, hop, assigned_at)
      SELECT ${assignmentId}::uuid, ${referralId}::uuid, id, ${hop}, ${at}::timestamptz FROM place
    ), event AS (
      INSERT INTO referral_events (referral_id, seq, type, at, actor, assignment_id, status, data)
      SELECT ${referralId}::uuid, ${seq}, ${assigned === null ? 'unassigned' : 'assigned'}, ${at}::timestamptz,
        'system', ${assignmentId}::uuid, ${status}, ${JSON.stringify(data)}::jsonb FROM decided
    ), decision AS (
      INSERT INTO decisions (id, referral_id, routing, at, outcome, cause, organization_id, assignment_id,
        rule_version, policy_version, explanation)
      SELECT ${uuidv7()}::uuid, ${referralId}::uuid, ${routing}, ${at}::timestamptz, ${outcome.outcome}, ${cause},
        organization_id, ${assignmentId}::uuid, ${ruleVersion}, ${policyVersion},
        ${packExplanation(explanation)}::jsonb FROM decided
    )
    UPDATE referrals SET status = ${status}, version = ${seq}, current_assignment_id = ${assignmentId}::uuid,
      waits_for_routing = ${cause === 'no-eligible-organization'}, updated_at = ${at}::timestamptz
    WHERE id = ${referralId}::uuid AND EXISTS (SELECT 1 FROM decided)`;
  return moved === 1;
}
