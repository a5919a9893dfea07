import type { Follower } from '../../../../activities/follow/ports';
import { nextOfRequest } from '../../../../domain/organization/request/plan';
import { shortInstant } from '../../../../domain/short-instant';
import type { Zone } from '../../../../domain/time';
import type { AdvanceCommand } from '../../../../workflows/follow/activities';
import type { Plan, WakeUp } from '../../../../workflows/follow/plan';
import type { Waker } from '../../../../workflows/follow/waker';
import { shownOfRequest } from './shown';
import { createFollower, type Advanced } from '../../followers/follower';
import type { PrismaClient } from '../../generated/client';
import type { Tx } from '../../database/transaction';
import { requestMailed } from './mailed';
import { lockRequest, type LockedRequest } from './rows';
import type { EscalationSetting } from '../../escalation/escalate';
import { takeRequestSteps } from './take-steps';

export interface RequestFollowerDeps extends EscalationSetting {
  readonly waker: Pick<Waker, 'nudgeWaitlist'>;
}

/** The follower of a request: its workflow follows it to its dates. */
export function createRequestFollower(prisma: PrismaClient, deps: RequestFollowerDeps): Follower {
  const { zone } = deps.policy.calendar;
  return createFollower<LockedRequest>(prisma, 'request', deps, {
    lock: (tx, requestId) => lockRequest(tx, requestId, zone),

    mailed: (tx, request, attempt) => requestMailed(tx, deps, request, attempt),

    advance: (tx, request, command) => advance(tx, deps, request, command),
  });
}

async function advance(
  tx: Tx,
  deps: RequestFollowerDeps,
  locked: LockedRequest,
  { at }: AdvanceCommand,
): Promise<Advanced> {
  const { zone } = deps.policy.calendar;
  const { request, opensWay } = await takeRequestSteps(tx, deps, locked, at);
  return {
    version: request.version,
    shown: shownOfRequest(request, zone),
    until: untilOf(request, zone),
    rest: restOf(request),
    ...(opensWay ? { afterCommit: () => deps.waker.nudgeWaitlist() } : {}),
  };
}

function untilOf(request: LockedRequest, zone: Zone): WakeUp | null {
  const next = nextOfRequest(request);
  if (next === null) return null;
  return { at: next.at, purpose: `${next.rule.says}: ${shortInstant(next.at, zone)}` };
}

/** An open question that is late already has no next step, but it is not over. */
function restOf(request: LockedRequest): Plan['rest'] {
  const isOver = request.decidedAt !== null && nextOfRequest(request) === null;
  return isOver ? { outcome: request.state } : null;
}
