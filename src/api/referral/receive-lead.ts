import { v7 as newId } from 'uuid';
import { assisterType } from '../../domain/routing/assister-type';
import { DomainError } from '../../domain/errors';
import type { ProgramPolicy } from '../../domain/policy';
import { carriedPolicy } from '../../domain/referral/carried-policy';
import { assertApplicationDate, assertConsentDate } from '../../domain/referral/lead-dates';
import type { AreaTable } from '../../domain/service-area';
import { countyName } from '../../domain/terms';
import { localDateIn, type Instant } from '../../domain/time';
import { referralWorkflowId } from '../../workflows/ids';
import type { KeptAnswer } from '../http/answer';
import type { Waker } from '../../workflows/follow/waker';
import type { Claim } from '../http/ports';
import type { Pace } from './ports';
import type { LeadStore, StoredLead } from './lead-ports';
import type { LeadBody } from './lead-body';
import type { ReferralView } from './referral-view';
import { toLead } from './to-lead';

interface Deps {
  readonly policy: ProgramPolicy;
  readonly areas: AreaTable;
  readonly leads: LeadStore;
  readonly waker: Waker;
  readonly pace: Pace;
}

interface ReceiveLead {
  readonly body: LeadBody;
  readonly now: Instant;
  /** The request's claim on its Idempotency-Key, and the answer. Both are kept in the lead's own transaction. */
  readonly claim: Claim | null;
  readonly answer: (referral: ReferralView) => KeptAnswer;
  readonly locationOf: (referralId: string) => string;
}

/**
 * One lead, one transaction, one workflow. Once this returns, the lead is safe. If its workflow cannot be told now, the
 * worker's sweep tells it. When signals pile up, leads come in more slowly. Throws DomainError when the lead does not
 * fit (nothing is stored then), and `duplicate-external-id` with the address of the referral that has the external id.
 */
export async function receiveLead(deps: Deps, request: ReceiveLead): Promise<KeptAnswer> {
  const { policy, areas } = deps;
  const { body, now } = request;
  const today = localDateIn(policy.calendar.zone, now);
  const lead = toLead(body, areas, today);
  assertConsentDate(lead, policy, today);
  assertApplicationDate(lead, policy, today);
  const { type, rule } = assisterType(lead, policy);
  const id = newId();
  const answer = (known: StoredLead) =>
    request.answer({ ...newReferral(id, lead.externalId, type, now), ...known });

  const stored = await deps.leads.receive(
    {
      id,
      lead,
      assisterType: type,
      assisterTypeRule: rule,
      carriedPolicy: carriedPolicy(policy),
      at: now,
      sameConsumerDays: policy.routing.sameConsumerDays,
    },
    request.claim === null ? null : { claim: request.claim, answer },
  );
  if (stored.outcome === 'duplicate') {
    throw new DomainError('duplicate-external-id', 'A referral with this external id exists.', {
      location: request.locationOf(stored.referralId),
      errors: [{ path: 'externalId', message: 'is taken' }],
    });
  }

  const { county } = lead.address;
  deps.waker.wake({ kind: 'referral', subjectId: id }, 'received', {
    summary: `${type} referral, ${countyName(county, policy.terms.county)}`,
    attributes: { ReferralStatus: 'received', AssisterType: type, County: county },
  });
  await Promise.all([deps.waker.room(), deps.pace.letIn()]);
  return answer({ sameConsumerAs: stored.sameConsumerAs });
}

/** The referral as the read model has it right after the transaction. */
function newReferral(
  id: string,
  externalId: string,
  type: ReferralView['assisterType'],
  at: Instant,
): Omit<ReferralView, 'sameConsumerAs'> {
  return {
    id,
    externalId,
    workflowId: referralWorkflowId(id),
    status: 'received',
    assisterType: type,
    assignment: null,
    contact: null,
    appointment: null,
    resolution: null,
    attempts: 0,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
}
