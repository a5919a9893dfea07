import { v7 as newId } from 'uuid';
import type { Instant } from '../../../domain/time';
import type { Act } from '../../../domain/referral/commands';
import type { ReferralActs } from '../../../domain/referral/ports';
import type { EscalationStore } from '../ports';
import type { RequestActs } from '../../organization/request-ports';
import { createRequest, type CreateRequestDeps } from '../../organization/create-request';
import { changeOrganization } from '../../organization/save-organization';
import {
  rerouteOrganization,
  resumeOrganization,
  suspendOrganization,
  type RerouteDeps,
  type SuspensionDeps,
} from '../../organization/suspend-organization';
import type { ConcernedOrganization, EscalationEventData, EscalationPages, EscalationRecord } from './ports';
import type { EscalationCommand } from './read-form';
import { DomainError } from '../../../domain/errors';

export type PerformDeps = { readonly acts: ReferralActs } & Parameters<typeof changeOrganization>[0] &
  CreateRequestDeps &
  SuspensionDeps &
  RerouteDeps & {
    readonly requestActs: Pick<RequestActs, 'answer'>;
    readonly escalations: Pick<EscalationStore, 'resolve'>;
    readonly escalationPages: Pick<EscalationPages, 'begin' | 'finish' | 'abandon'>;
  };

export interface Performance {
  readonly record: EscalationRecord;
  readonly command: EscalationCommand;
  /** Made from the form and what was typed in it. Pressed twice, it is one act. */
  readonly actId: string;
  readonly now: Instant;
}

/** The link allows acting without sign-in until that exists. Whoever has it is a coordinator of the exchange. */
const ACTOR = 'coordinator';

/**
 * Does what the form asks for, by the same use cases as the API. What is to be done is written into the escalation's
 * history first, and marked as done afterwards: an act and its line are in different transactions, and the act may end
 * the escalation. The act's own record is the truth. Every use case takes the act's id, so pressing again after a
 * failure in between finishes the same act. Throws the use case's DomainError; then nothing stays in the history,
 * unless it is `unavailable`, because the act may have been recorded.
 */
export async function perform(deps: PerformDeps, performance: Performance): Promise<void> {
  const { record, command, actId, now } = performance;
  if (command.form === 'close') {
    const closing = { note: command.note, by: ACTOR, at: now, eventId: actId };
    await deps.escalations.resolve(record.id, closing);
    return;
  }
  const line = { id: actId, escalationId: record.id, at: now, actor: ACTOR, type: command.form };
  await deps.escalationPages.begin({ ...line, data: said(record, command) });
  try {
    await act(deps, performance, command);
  } catch (error) {
    // With both, the re-route may have begun before the suspension was refused.
    const inTwoSteps = command.form === 'suspend' && command.outcome === 'suspend-and-reroute';
    if (error instanceof DomainError && error.code !== 'unavailable' && !inTwoSteps) {
      await deps.escalationPages.abandon(actId);
    }
    throw error;
  }
  await deps.escalationPages.finish(actId);
}

type Acting = Exclude<EscalationCommand, { form: 'close' }>;

/** The act in the words of the history's line. */
function said(record: EscalationRecord, command: Acting): EscalationEventData {
  switch (command.form) {
    case 'give':
      return { ...(command.to === null ? {} : { organization: command.to.name }), ...noted(command.note) };
    case 'contact':
      return { on: command.on };
    case 'held':
      return { at: command.at };
    case 'withdraw':
      return { choice: command.reason, ...noted(command.note) };
    case 'capacity':
      return { organization: command.of.name, capacity: command.capacity };
    case 'lift':
      return { organization: command.of.name };
    case 'address':
      return { organization: organizationOf(record).name };
    case 'reroute':
      return { organization: organizationOf(record).name, note: command.note };
    case 'suspend':
      return { organization: organizationOf(record).name, choice: command.outcome, note: command.note };
    case 'answer':
      return { choice: command.outcome, ...noted(command.note) };
    default:
      return command satisfies never;
  }
}

async function act(deps: PerformDeps, performance: Performance, command: Acting): Promise<void> {
  const { record, actId, now } = performance;
  switch (command.form) {
    case 'give': {
      const { to, note } = command;
      const reason = note ?? 'Given to another organization after an escalation';
      return onReferral(deps, performance, { kind: 'reassign', directedTo: to?.id ?? null }, { reason });
    }
    case 'contact': {
      const { on } = command;
      return onReferral(deps, performance, { kind: 'contact', made: true, on }, { madeOn: on, made: true });
    }
    case 'held': {
      const { at } = command;
      return onReferral(deps, performance, { kind: 'appointment', at, held: true }, { at, held: true });
    }
    case 'withdraw': {
      const { reason, note } = command;
      const payload = { reason, ...(note === null ? {} : { comments: note }) };
      return onReferral(deps, performance, { kind: 'withdraw', reason }, payload);
    }
    case 'capacity':
      await changeOrganization(deps, command.of.id, { capacity: command.capacity }, null, now, actId);
      return;
    case 'lift': {
      const { id: organizationId } = command.of;
      await resumeOrganization(deps, { organizationId, reason: null, at: now, commandId: actId });
      return;
    }
    case 'address': {
      const { id: organizationId } = organizationOf(record);
      await createRequest(deps, {
        ...{ id: newId(), commandId: actId, organizationId, referralId: null },
        ask: { kind: 'contact-change', contactEmail: command.email },
        ...{ comments: null, source: 'phone', agreedBy: ACTOR, at: now },
      });
      return;
    }
    case 'reroute':
      return reroute(deps, performance, command.note);
    case 'suspend': {
      const { outcome, note } = command;
      const { id: organizationId } = organizationOf(record);
      // First, because the suspension can end the escalation. If this fails, the form is still there.
      if (outcome === 'suspend-and-reroute') await reroute(deps, performance, note);
      const suspension = { organizationId, from: null, until: null, reason: note, at: now, commandId: actId };
      await suspendOrganization(deps, suspension);
      return;
    }
    case 'answer': {
      const { outcome, note } = command;
      const requestId = record.request?.id;
      if (requestId === undefined) throw new DomainError('not-found', 'There is no such request.');
      await deps.requestActs.answer({
        outcome: outcome === 'approve' ? 'approved' : 'refused',
        id: actId,
        requestId,
        note,
        by: ACTOR,
        at: now,
      });
      return;
    }
    default:
      return command satisfies never;
  }
}

type Told = Exclude<Act, { kind: 'open' }>;
type Bare<A> = A extends Told ? Omit<A, 'actId' | 'actor' | 'assignmentId'> : never;

/** The act's payload names the escalation that it came from. */
async function onReferral(
  deps: PerformDeps,
  { record, actId, now }: Performance,
  bare: Bare<Told>,
  payload: Record<string, unknown>,
): Promise<void> {
  const referralId = record.referrals[0]?.id;
  if (referralId === undefined) throw new DomainError('not-found', 'There is no such referral.');
  const act: Told = { actId, actor: ACTOR, assignmentId: null, ...bare };
  await deps.acts.record({ referralId, act, payload: { ...payload, escalationId: record.id }, now });
}

/** Uses the act's id. So a form pressed twice is one re-route. */
async function reroute(
  deps: PerformDeps,
  { record, actId, now }: Performance,
  reason: string,
): Promise<void> {
  const { id: organizationId } = organizationOf(record);
  await rerouteOrganization(deps, { rerouteId: actId, organizationId, reason, at: now });
}

function organizationOf({ organization }: EscalationRecord): ConcernedOrganization {
  if (organization === null) throw new DomainError('not-found', 'There is no such organization.');
  return organization;
}

function noted(note: string | null): { note?: string } {
  return note === null ? {} : { note };
}
