import { v7 as uuidv7 } from 'uuid';
import { chooseOrganization, type Choice } from '../../../domain/routing/choose-organization';
import type { ProgramPolicy } from '../../../domain/policy';
import type { RouteOutcome } from '../../../domain/referral/commands';
import type { ReferralState } from '../../../domain/referral/state';
import { ROUTING_RULE_VERSION } from '../../../domain/routing/rules';
import { localDateIn, type Instant, type LocalDate } from '../../../domain/time';
import { packExplanation } from './explanation';
import { countLead, hasPlace, leadsToday } from './may-take';
import { Overtaken, type Tx } from '../database/transaction';
import type { Look, SituationReader } from './situation';

export interface Routed {
  readonly outcome: RouteOutcome;
  readonly look: Look;
}

/**
 * Chooses an organization, takes a place at it and keeps the decision, in the caller's transaction. Organizations are
 * ranked without locks, and a conditional update takes the place. So a hundred leads at once never overfill an
 * organization, and no lead is left unassigned only because others were faster.
 *
 * If another referral was faster, the whole transaction is done again with the new facts (`Overtaken`). It does not go
 * on to another organization, because PostgreSQL keeps the lock of a row that it waited for and did not change. A
 * transaction that goes the other way would block it, and be blocked by it.
 *
 * `retry`: for a referral that waits. When no organization is found, it keeps waiting and no decision is kept.
 */
export async function route(
  tx: Tx,
  { policy, situations }: { readonly policy: ProgramPolicy; readonly situations: SituationReader },
  { referralId, directedTo }: Pick<ReferralState, 'referralId' | 'directedTo'>,
  { at, retry }: { readonly at: Instant; readonly retry: boolean },
): Promise<Routed> {
  const on = localDateIn(policy.calendar.zone, at);
  const look = await situations.look(tx, { referralId, directedTo, at, on });
  const choice = chooseOrganization(look.situation, directedTo, policy);
  const outcome: RouteOutcome =
    choice.outcome.outcome === 'assigned' ? { ...choice.outcome, assignmentId: uuidv7() } : choice.outcome;
  if (outcome.outcome === 'unassigned' && retry) return { outcome, look };
  const decision = { referralId, choice, outcome, at, on, policy };
  if (!(await keepDecision(tx, decision))) throw new Overtaken();
  return { outcome, look };
}

/**
 * This many leads may have been given to an organization since it was looked at. Zero would be exact, but referrals
 * that are routed at the same time would wait for each other. Without a limit, all of them would go to one
 * organization.
 */
const TURNS_MISSED = 2.5;

interface KeptDecision {
  readonly referralId: string;
  readonly choice: Choice;
  readonly outcome: RouteOutcome;
  readonly at: Instant;
  readonly on: LocalDate;
  readonly policy: ProgramPolicy;
}

/**
 * Takes the place, if there is one to take, and keeps the decision with it. False when the place is gone or others took
 * the turn in the meantime; then nothing has changed.
 */
async function keepDecision(
  tx: Tx,
  { referralId, choice: { explanation, turn }, outcome, at, on, policy }: KeptDecision,
): Promise<boolean> {
  const assigned = outcome.outcome === 'assigned' ? outcome : null;
  const cause = outcome.outcome === 'unassigned' ? outcome.cause : null;
  const organizationId = assigned?.organizationId ?? null;
  const kept = await tx.$executeRaw`
    WITH place AS (
      UPDATE organizations o SET held = held + 1, last_assigned_at = ${at}::timestamptz,
        given = GREATEST(given, ${turn?.counts ?? null}::float8) + 1.0 / capacity, ${countLead(on)}
      WHERE id = ${organizationId}::uuid AND ${hasPlace(on, policy.routing)}
        AND (${turn?.dayBelow ?? null}::int IS NULL OR ${leadsToday(on)} < ${turn?.dayBelow ?? null}::int)
        AND (${turn?.known ?? null}::float8 IS NULL
          OR given <= ${turn?.known ?? null}::float8 + ${TURNS_MISSED}::float8 / capacity)
      RETURNING id
    )
    INSERT INTO decisions (id, referral_id, routing, at, outcome, cause, organization_id, assignment_id, rule_version,
      policy_version, explanation)
    SELECT ${uuidv7()}::uuid, ${referralId}::uuid, (SELECT count(*) + 1 FROM decisions
        WHERE referral_id = ${referralId}::uuid), ${at}::timestamptz, ${outcome.outcome}, ${cause},
      ${organizationId}::uuid, ${assigned?.assignmentId ?? null}::uuid, ${ROUTING_RULE_VERSION}, ${policy.version},
      ${packExplanation(explanation)}::jsonb
    WHERE ${organizationId}::uuid IS NULL OR EXISTS (SELECT 1 FROM place)`;
  return kept === 1;
}
