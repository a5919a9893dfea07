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
    readonly escalationPages: Pick<EscalationPages, 'note'>;
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
 * Does what the form asks for, by the same use cases as the API, and notes it in the escalation's history. Throws the
 * use case's DomainError. Nothing is noted then.
 */
export async function perform(deps: PerformDeps, performance: Performance): Promise<void> {
  const { record, command, actId, now } = performance;
  const data = await act(deps, performance);
  const event = { id: actId, escalationId: record.id, at: now, actor: ACTOR, type: command.form, data };
  await deps.escalationPages.note(event);
}

async function act(deps: PerformDeps, performance: Performance): Promise<EscalationEventData> {
  const { record, command, actId, now } = performance;
  switch (command.form) {
    case 'give': {
      const { to, note } = command;
      const reason = note ?? 'Given to another organization after an escalation';
      await onReferral(deps, performance, { kind: 'reassign', directedTo: to?.id ?? null }, { reason });
      return { ...(to === null ? {} : { organization: to.name }), ...noted(note) };
    }
    case 'contact':
      await onReferral(
        deps,
        performance,
        { kind: 'contact', made: true, on: command.on },
        { madeOn: command.on, made: true },
      );
      return { on: command.on };
    case 'held':
      await onReferral(
        deps,
        performance,
        { kind: 'appointment', at: command.at, held: true },
        { at: command.at, held: true },
      );
      return { at: command.at };
    case 'withdraw': {
      const { reason, note } = command;
      const payload = { reason, ...(note === null ? {} : { comments: note }) };
      await onReferral(deps, performance, { kind: 'withdraw', reason }, payload);
      return { choice: reason, ...noted(note) };
    }
    case 'capacity':
      await changeOrganization(deps, command.of.id, { capacity: command.capacity }, null, now, actId);
      return { organization: command.of.name, capacity: command.capacity };
    case 'lift': {
      const { id: organizationId, name } = command.of;
      await resumeOrganization(deps, { organizationId, reason: null, at: now, commandId: actId });
      return { organization: name };
    }
    case 'address': {
      const { id: organizationId, name } = organizationOf(record);
      await createRequest(deps, {
        ...{ id: newId(), commandId: actId, organizationId, referralId: null },
        ask: { kind: 'contact-change', contactEmail: command.email },
        ...{ comments: null, source: 'phone', agreedBy: ACTOR, at: now },
      });
      return { organization: name };
    }
    case 'reroute': {
      const { name } = await reroute(deps, performance, command.note);
      return { organization: name, note: command.note };
    }
    case 'suspend': {
      const { outcome, note } = command;
      const { id: organizationId, name } = organizationOf(record);
      // First, because the suspension can end the escalation. If this fails, the form is still there.
      if (outcome === 'suspend-and-reroute') await reroute(deps, performance, note);
      await suspendOrganization(deps, {
        organizationId,
        from: null,
        until: null,
        reason: note,
        at: now,
        commandId: actId,
      });
      return { organization: name, choice: outcome, note };
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
      return { choice: outcome, ...noted(note) };
    }
    case 'close':
      await deps.escalations.resolve(record.id, { note: command.note, by: ACTOR, at: now });
      return { note: command.note };
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
): Promise<ConcernedOrganization> {
  const organization = organizationOf(record);
  const { id: organizationId } = organization;
  await rerouteOrganization(deps, { rerouteId: actId, organizationId, reason, at: now });
  return organization;
}

function organizationOf({ organization }: EscalationRecord): ConcernedOrganization {
  if (organization === null) throw new DomainError('not-found', 'There is no such organization.');
  return organization;
}

function noted(note: string | null): { note?: string } {
  return note === null ? {} : { note };
}
