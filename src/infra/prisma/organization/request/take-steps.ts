import { causeOf } from '../../../../domain/escalation/stored';
import {
  nextOfRequest,
  notBeforeRequest,
  type RequestStep,
} from '../../../../domain/organization/request/plan';
import type { Instant } from '../../../../domain/time';
import { escalate, type EscalationSetting } from '../../escalation/escalate';
import { addMessages } from '../../outbox/messages';
import type { Tx } from '../../database/transaction';
import { moveRequest, type LockedRequest } from './rows';
import { mailOf, settle } from './settle';
import { restoreFormer, takeEffect, type Effected } from './take-effect';

/** More than there are steps. A rule that never rests causes an error, not an endless transaction. */
const MOST_STEPS = 10;

/** Takes every due step of the request, one after the other, in the caller's transaction. The request is locked. */
export async function takeRequestSteps(
  tx: Tx,
  setting: EscalationSetting,
  request: LockedRequest,
  now: Instant,
): Promise<Effected> {
  let current = request;
  let opensWay = false;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const at = notBeforeRequest(current, now);
    const next = nextOfRequest(current);
    if (next === null || next.at > at) return { request: current, opensWay };
    const done = await take(tx, setting, current, next.rule.step, at);
    current = done.request;
    opensWay ||= done.opensWay;
  }
  throw new Error(`request ${current.id} does not come to rest`);
}

async function take(
  tx: Tx,
  setting: EscalationSetting,
  request: LockedRequest,
  step: RequestStep,
  at: Instant,
): Promise<Effected> {
  const undecided = { note: null, answerId: null };
  switch (step) {
    case 'overtake': {
      const note = 'The address for referrals was changed in another way meanwhile.';
      const settlement = { outcome: 'refused', by: 'system', note, answerId: null } as const;
      return { request: await settle(tx, setting, request, settlement, at), opensWay: false };
    }
    case 'grant': {
      const settlement = { ...undecided, outcome: 'approved', by: 'organization' } as const;
      return { request: await settle(tx, setting, request, settlement, at), opensWay: false };
    }
    case 'expire': {
      const settlement = { ...undecided, outcome: 'expired', by: 'system' } as const;
      return { request: await settle(tx, setting, request, settlement, at), opensWay: false };
    }
    case 'tell-late':
      return { request: await tellLate(tx, setting, request, at), opensWay: false };
    case 'take-effect':
      return takeEffect(tx, setting, request, at);
    case 'restore':
      return restoreFormer(tx, setting, request, at);
    default:
      return step satisfies never;
  }
}

/** Nobody has answered in time: the single point of contact is told once more. */
async function tellLate(
  tx: Tx,
  setting: EscalationSetting,
  request: LockedRequest,
  at: Instant,
): Promise<LockedRequest> {
  const { escalationId } = await askExchange(tx, setting, request, at);
  await addMessages(tx, [{ ...mailOf(request, 'late'), escalationId }], at);
  return moveRequest(tx, request, { lateAt: at }, setting.policy.calendar.zone);
}

/** Escalates it to the single point of contact. If it is escalated already, it counts once more. */
export function askExchange(
  tx: Tx,
  setting: EscalationSetting,
  { id: requestId, organizationId, dueAt }: Pick<LockedRequest, 'id' | 'organizationId' | 'dueAt'>,
  at: Instant,
): Promise<{ readonly escalationId: string }> {
  return escalate(tx, setting, {
    ...causeOf('request', { kind: 'request', requestId, organizationId }),
    openedBy: { kind: 'request', subjectId: requestId },
    at,
    dueAt,
  });
}
