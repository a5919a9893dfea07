import type { AddressAnswer, RequestActs, RequestRecord } from '../../../../api/organization/request-ports';
import { DomainError } from '../../../../domain/errors';
import { assertAnswerable } from '../../../../domain/organization/request/answers';
import { hear } from '../../../../domain/organization/request/consent';
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
import { keepWord } from './keep-word';
import { settle } from './settle';
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
        decide(tx, deps, { requestId, answerId: id, at }, (request, notBefore) => {
          assertAnswerable(request, { outcome, note });
          const settlement = { outcome, by, note, answerId: id };
          if (request.kind !== 'contact-change') return settle(tx, deps, request, settlement, notBefore);
          const heard = hear(request, 'exchange', outcome === 'approved' ? 'yes' : 'no', notBefore);
          return keepWord(tx, deps, request, { heard, by, note, answerId: id }, notBefore);
        }),
      ),

    confirm: (answer) => doing(answer.requestId, 'confirmed', (tx) => say(tx, deps, 'new-address', answer)),
    agree: (answer) => doing(answer.requestId, 'agreed', (tx) => say(tx, deps, 'old-address', answer)),
  });
}

/** A mailbox says whether leads should go to the new address. */
function say(
  tx: Tx,
  deps: RequestActDeps,
  voice: 'new-address' | 'old-address',
  { id, requestId, says, at }: AddressAnswer,
): Promise<Done> {
  return decide(tx, deps, { requestId, answerId: id, at }, (request, notBefore) => {
    const heard = hear(request, voice, says, at);
    const word = { heard, by: 'organization', note: null, answerId: id };
    return keepWord(tx, deps, request, word, notBefore);
  });
}

/** The first answer counts. Sent again, it gets its first result. `take` keeps it, or refuses a different one. */
async function decide(
  tx: Tx,
  deps: RequestActDeps,
  {
    requestId,
    answerId,
    at,
  }: { readonly requestId: string; readonly answerId: string; readonly at: Instant },
  take: (request: LockedRequest, notBefore: Instant) => Promise<LockedRequest>,
): Promise<Done> {
  const request = await lockRequest(tx, requestId, deps.policy.calendar.zone);
  if (request === null) throw new DomainError('not-found', 'There is no such request.');
  if (request.answerId === answerId || request.agreementId === answerId) {
    return { record: await existing(tx, requestId), isNew: false, opensWay: false };
  }
  const notBefore = notBeforeRequest(request, at);
  const { opensWay } = await takeRequestSteps(tx, deps, await take(request, notBefore), notBefore);
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
