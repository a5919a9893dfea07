import type { NewRequest } from '../../../../api/organization/request-ports';
import { DomainError } from '../../../../domain/errors';
import { confirmBy, requestDueAt, requestNeeds } from '../../../../domain/organization/request/requests';
import { localDateIn, type LocalDate } from '../../../../domain/time';
import { markBehind } from '../../followers/follower-rows';
import { lockOrganization, type LockedOrganization } from '../changes';
import { addMessages, type NewMessage } from '../../outbox/messages';
import type { Tx } from '../../database/transaction';
import { toPayload } from '../../database/request-payload';
import { lockRequest, type LockedRequest } from './rows';
import type { EscalationSetting } from '../../escalation/escalate';
import { mailOf, staysSame } from './settle';
import { askExchange, takeRequestSteps } from './take-steps';

export interface Asked {
  /** False when it was asked before. Then nothing has changed. */
  readonly isNew: boolean;
  readonly opensWay: boolean;
}

/**
 * Keeps a request, with everything that follows at once. A request that needs nobody takes effect if it is due now. A
 * request that needs the exchange is escalated. A new address is asked to confirm, and the old one is told at once and
 * asked to agree. Runs in the caller's transaction. The same id again is the same request. Throws DomainError `not-found` when there is no such organization.
 */
export async function askRequest(tx: Tx, setting: EscalationSetting, request: NewRequest): Promise<Asked> {
  const { policy } = setting;
  const { zone } = policy.calendar;
  const { id, ask, at } = request;
  const organization = await askingOrganization(tx, request);
  const suspended = organization !== null && isSuspendedByExchange(organization, localDateIn(zone, at));
  const needs = requestNeeds(ask, suspended);
  if (!(await insert(tx, setting, request, needs, organization?.contactEmail ?? null)))
    return { isNew: false, opensWay: false };

  const asked = await lockRequest(tx, id, zone);
  if (asked === null) throw new Error(`request ${id} is gone`);
  if (needs === 'confirmation') await addMessages(tx, questionsOf(asked), at);
  if ((request.unreached ?? null) !== null) await addMessages(tx, [mailOf(asked, 'unreached')], at);
  if (needs === 'approval' || needs === 'answer') await askExchange(tx, setting, asked, at);
  const { opensWay } = await takeRequestSteps(tx, setting, asked, at);
  await markBehind(tx, [{ kind: 'request', subjectId: id }], at);
  return { isNew: true, opensWay };
}

/** To the new address, and to the old one. An address that is entered once more is only asked to confirm. */
function questionsOf(asked: LockedRequest): NewMessage[] {
  const confirmation = mailOf(asked, 'confirmation');
  return staysSame(asked) ? [confirmation] : [confirmation, mailOf(asked, 'agreement')];
}

async function askingOrganization(
  tx: Tx,
  { organizationId }: NewRequest,
): Promise<LockedOrganization | null> {
  if (organizationId === null) return null;
  const organization = await lockOrganization(tx, organizationId);
  if (organization === null) throw new DomainError('not-found', 'There is no such organization.');
  return organization;
}

/** False when it exists already. A different request under its id is an error that undoes the transaction. */
async function insert(
  tx: Tx,
  { policy }: EscalationSetting,
  {
    id,
    commandId = null,
    organizationId,
    referralId,
    ask,
    comments,
    source,
    agreedBy = null,
    unreached = null,
    at,
  }: NewRequest,
  needs: string,
  contactEmail: string | null,
): Promise<boolean> {
  const payload = JSON.stringify(toPayload({ ask, comments, unreached }));
  const agreedAt = agreedBy === null ? null : at;
  const replaces = ask.kind === 'contact-change' ? contactEmail : null;
  const state = needs === 'confirmation' ? 'awaiting-confirmation' : 'open';
  const inserted = await tx.$executeRaw`
    INSERT INTO organization_requests (id, command_id, organization_id, referral_id, kind, source, payload, needs, state, created_at,
      due_at, confirm_by, replaces, agreed_at, agreed_by)
    VALUES (${id}::uuid, ${commandId}::uuid, ${organizationId}::uuid, ${referralId}::uuid, ${ask.kind}, ${source}, ${payload}::jsonb,
      ${needs}, ${state}, ${at}::timestamptz, ${requestDueAt(policy, at)}::timestamptz,
      ${confirmBy(policy, ask, at)}::timestamptz, ${replaces}, ${agreedAt}::timestamptz, ${agreedBy})
    ON CONFLICT (id) DO NOTHING`;
  if (inserted === 1) return true;
  const same = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM organization_requests WHERE id = ${id}::uuid AND payload = ${payload}::jsonb
      AND organization_id IS NOT DISTINCT FROM ${organizationId}::uuid`;
  if (same.length === 0) throw new Error(`another request has the id ${id}`);
  return false;
}

function isSuspendedByExchange(
  { status, suspendedBy, absences }: LockedOrganization,
  today: LocalDate,
): boolean {
  if (status === 'suspended' && suspendedBy !== 'organization') return true;
  return absences.some(
    ({ kind, imposedBy, until }) =>
      kind === 'suspension' && imposedBy === 'exchange' && (until === null || until >= new Date(today)),
  );
}
