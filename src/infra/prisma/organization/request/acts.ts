import type { RequestActs, RequestRecord } from '../../../../api/organization/request-ports';
import { DomainError } from '../../../../domain/errors';
import { assertAnswerable, assertConfirmable } from '../../../../domain/organization/request/answers';
import { notBeforeRequest } from '../../../../domain/organization/request/plan';
import type { Instant } from '../../../../domain/time';
import type { FollowerLabel, Waker } from '../../../../workflows/follow/waker';
import { sayingWhenDown } from '../../database/outages';
import { markBehind } from '../../followers/follower-rows';
import type { PrismaClient } from '../../generated/client';
import { inTransaction, type Tx } from '../../database/transaction';
import { askRequest } from './ask';
import { readRequest } from './reader';
import { lockRequest, type LockedRequest } from './rows';
import type { EscalationSetting } from '../../escalation/escalate';
import { settle, type Settlement } from './settle';
import { takeRequestSteps } from './take-steps';

export interface RequestActDeps extends EscalationSetting {
  readonly waker: Waker;
}

interface Done {
  readonly record: RequestRecord;
  readonly isNew: boolean;
  readonly opensWay: boolean;
}

/**
 * What organizations ask, and the answers, in the process that was asked. Each is one transaction, whether or not a
 * worker or Temporal is running.
 */
export function createRequestActs(prisma: PrismaClient, deps: RequestActDeps): RequestActs {
  const doing = async (
    requestId: string,
    why: string,
    work: (tx: Tx) => Promise<Done>,
  ): Promise<RequestRecord> => {
    const { record, isNew, opensWay } = await inTransaction(prisma, work);
    if (isNew) deps.waker.wake({ kind: 'request', subjectId: requestId }, why, labelOf(record));
    if (opensWay) deps.waker.nudgeWaitlist();
    return record;
  };
  return sayingWhenDown<RequestActs>({
    ask: (request) =>
      doing(request.id, 'asked', async (tx) => {
        const first = await firstAsked(tx, request.commandId ?? null);
        if (first !== null) return { record: first, isNew: false, opensWay: false };
        const asked = await askRequest(tx, deps, request);
        return { ...asked, record: await existing(tx, request.id) };
      }),

    answer: ({ id, requestId, outcome, note, by, at }) =>
      doing(requestId, 'answered', (tx) =>
        decide(tx, deps, { requestId, answerId: id, at }, (request) => {
          assertAnswerable(request, { outcome, note });
          return { outcome, by, note, answerId: id };
        }),
      ),

    confirm: ({ id, requestId, confirmed, at }) =>
      doing(requestId, 'confirmed', (tx) =>
        decide(tx, deps, { requestId, answerId: id, at }, (request) => {
          assertConfirmable(request, at);
          return {
            outcome: confirmed ? 'approved' : 'refused',
            by: 'organization',
            note: null,
            answerId: id,
          };
        }),
      ),
  });
}

/** The first answer counts. Sent again, it gets its first result. `settlementOf` refuses a different one. */
async function decide(
  tx: Tx,
  deps: RequestActDeps,
  {
    requestId,
    answerId,
    at,
  }: { readonly requestId: string; readonly answerId: string; readonly at: Instant },
  settlementOf: (request: LockedRequest) => Settlement,
): Promise<Done> {
  const request = await lockRequest(tx, requestId, deps.policy.calendar.zone);
  if (request === null) throw new DomainError('not-found', 'There is no such request.');
  if (request.answerId === answerId) {
    return { record: await existing(tx, requestId), isNew: false, opensWay: false };
  }
  const notBefore = notBeforeRequest(request, at);
  const settled = await settle(tx, deps, request, settlementOf(request), notBefore);
  const { opensWay } = await takeRequestSteps(tx, deps, settled, notBefore);
  await markBehind(tx, [{ kind: 'request', subjectId: requestId }], notBefore);
  return { record: await existing(tx, requestId), isNew: true, opensWay };
}

function labelOf({ kind, organizationId }: RequestRecord): FollowerLabel {
  return { summary: `An organization asks: ${kind}`, attributes: { OrganizationId: organizationId } };
}

/** What was asked before under the same Idempotency-Key, by a process that died before it could answer. */
async function firstAsked(tx: Tx, commandId: string | null): Promise<RequestRecord | null> {
  if (commandId === null) return null;
  const asked = await tx.organizationRequest.findUnique({ where: { commandId }, select: { id: true } });
  return asked === null ? null : existing(tx, asked.id);
}

async function existing(tx: Tx, id: string): Promise<RequestRecord> {
  const record = await readRequest(tx, id);
  if (record === null) throw new Error(`request ${id} is gone`);
  return record;
}
