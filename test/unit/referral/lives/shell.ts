import type { MailOutcome, MessageState } from '../../../../src/domain/mail-retries';
import {
  NO_CONTEXT,
  type Act,
  type ActContext,
  type MailFact,
  type Step,
} from '../../../../src/domain/referral/commands';
import { overNotice } from '../../../../src/domain/referral/follow-up-mails';
import { pauseEndsAt } from '../../../../src/domain/referral/appointment-clock';
import type { ProvenClock } from '../../../../src/domain/referral/events';
import type { Rule } from '../../../../src/domain/referral/rules';
import type { ReferralState } from '../../../../src/domain/referral/state';
import type { Instant } from '../../../../src/domain/time';
import type { Places } from './places';
import type { Rules } from './rules';
import type { MessageRow, Store } from './store';
import type { Times } from './times';

/** Far more than any referral needs, as in src/infra/prisma/referral/take-steps.ts. */
const MOST_STEPS = 100;

/** The transactions of src/infra/prisma/referral, in memory. Each is run by whoever can roll it back. */
export class Shell {
  constructor(
    private readonly rules: Rules,
    private readonly store: Store,
    private readonly places: Places,
    private readonly times: Times,
    private readonly took: (step: string) => void,
  ) {}

  /** `recordAct` of acts.ts: the version, and whether the follower is to be woken. Throws DomainError. */
  record(
    act: Act,
    now: Instant,
  ): { readonly version: number; readonly recorded: boolean; readonly wakes: boolean } {
    const { store } = this;
    const first = act.kind === 'open' || !this.rules.remembersActs ? undefined : store.acts.get(act.actId);
    if (first !== undefined) return { version: first, recorded: true, wakes: false };
    const before = store.state.version;
    const proven = this.withSending(act, now);
    const at = this.rules.notBefore(store.state, now);
    const events = this.rules.decide(store.state, act, at, this.contextFor(act, at));
    store.append(events);
    const recorded = events.length > 0;
    if (recorded && act.kind === 'reassign') this.takeSteps(at);
    if (recorded && act.kind !== 'open') store.acts.set(act.actId, store.state.version);
    const wakes = store.state.version > before && (act.kind !== 'open' || proven);
    if (wakes) store.behindSince ??= 0;
    return { version: store.state.version, recorded, wakes };
  }

  /** `takeSteps`: whatever is due, one after the other. */
  takeSteps(now: Instant): void {
    const { store, rules } = this;
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      const at = rules.notBefore(store.state, now);
      const expected = rules.nextExpected(store.state);
      if (expected === null || expected.at > at) return;
      const step = this.stepOf(expected.rule, now);
      const events = rules.decide(store.state, step, now);
      if (events.length === 0) throw new Error(`the step ${step.kind} changes nothing`);
      store.append(events);
      this.took(nameOf(step));
    }
    throw new Error('the referral does not come to rest');
  }

  /** The waiting list's turn; nothing when nobody can have it. */
  place(now: Instant): boolean {
    const { store } = this;
    if (store.state.waiting?.cause !== 'no-eligible-organization') return false;
    const outcome = this.places.route(store, store.state);
    if (outcome.outcome === 'unassigned') return false;
    store.append(this.rules.decide(store.state, { kind: 'route', outcome }, now));
    store.behindSince ??= 0;
    return true;
  }

  /** `mailed` of mailed.ts, with the end of the message. */
  mailed(message: MessageRow, outcome: MailOutcome, now: Instant): void {
    const { store, rules } = this;
    const before = store.state;
    const at = rules.notBefore(before, now);
    if (outcome.outcome === 'refused') store.distrusted.add(message.organizationId);
    const usual = rules.afterAttempt(message, outcome, at);
    const fact = this.factOf(message, outcome, at);
    if (fact !== null) store.append(rules.decide(before, fact, now));
    // Without an answer nobody knows whether the server has it, and a later attempt does not tell.
    const answered = outcome.outcome !== 'deferred' || outcome.smtpCode !== null;
    const doubts = message.doubts - (answered && wasTried(outcome) ? 1 : 0);
    const becomes = this.become(before, { ...message, doubts }, outcome, { usual, at });
    const nextAttemptAt = becomes.state === 'pending' ? becomes.nextAttemptAt : null;
    store.put({ ...message, doubts, nextAttemptAt, state: becomes.state });
  }

  private become(
    before: ReferralState,
    message: MessageRow,
    outcome: MailOutcome,
    { usual, at }: { readonly usual: MessageState; readonly at: Instant },
  ): MessageState {
    if (message.order.mail !== 'lead') return usual;
    if (before.phase === 'sending' && before.assignment?.id === message.assignmentId)
      return this.atAlert(usual);
    this.tellOver(before, message, outcome, at);
    return outcome.outcome === 'deferred' ? { state: 'overtaken' } : usual;
  }

  private atAlert(usual: MessageState): MessageState {
    const alertAt = this.store.state.assignment?.unsentAlertAt ?? null;
    if (usual.state !== 'pending' || alertAt === null || alertAt >= usual.nextAttemptAt) return usual;
    return { state: 'pending', nextAttemptAt: alertAt };
  }

  private tellOver(state: ReferralState, message: MessageRow, outcome: MailOutcome, at: Instant): void {
    const { assignment } = state;
    const theirs = assignment?.id === message.assignmentId && assignment.endReason !== 'withdrawn';
    const mayHaveIt = outcome.outcome === 'sent' || (outcome.outcome !== 'refused' && message.doubts > 0);
    const row = this.store.assignments.get(message.assignmentId);
    if (theirs || !mayHaveIt || row === undefined) return;
    this.store.addMessage(overNotice(row, state.status === 'withdrawn' ? 'withdrawn' : 'reassigned'), at);
  }

  private factOf(
    { order, assignmentId, organizationId }: MessageRow,
    outcome: MailOutcome,
    at: Instant,
  ): MailFact | null {
    if (order.mail !== 'lead') {
      return outcome.outcome === 'refused' ? { kind: 'mail-refused', organizationId } : null;
    }
    switch (outcome.outcome) {
      case 'sent':
        return { kind: 'lead-sent', assignmentId, times: this.times.sent(at) };
      case 'refused':
        return { kind: 'lead-refused', assignmentId, smtpCode: outcome.smtpCode };
      case 'deferred':
        return { kind: 'lead-deferred', assignmentId };
      default:
        return null;
    }
  }

  /** Who acts by a lead's link has it, whether or not its sending is on record. */
  private withSending({ assignmentId }: Act, now: Instant): boolean {
    const { store, rules } = this;
    const { phase, assignment } = store.state;
    if (phase !== 'sending' || assignment === null || assignmentId !== assignment.id) return false;
    const message = store.messages.get(`hop-${assignment.hop}/lead`);
    if (message === undefined || message.state !== 'pending' || message.attempts === 0) return false;
    const at = rules.notBefore(store.state, now);
    store.put({ ...message, doubts: 0, nextAttemptAt: null, state: 'sent' });
    store.append(
      rules.decide(store.state, { kind: 'lead-sent', assignmentId, times: this.times.sent(at) }, at),
    );
    return true;
  }

  private contextFor(act: Act, at: Instant): ActContext {
    const { assignment } = this.store.state;
    if (assignment === null) return NO_CONTEXT;
    if (act.kind === 'amend' && act.need !== null) {
      return { ...NO_CONTEXT, fits: this.places.serves(assignment.organizationId, act.need.countyFips) };
    }
    return act.kind === 'resume' ? { ...NO_CONTEXT, resumed: this.resumed(at) } : NO_CONTEXT;
  }

  /** As `resumedClock` of sent-times.ts has it. */
  private resumed(at: Instant): ProvenClock | null {
    const { state } = this.store;
    const clock = state.assignment?.clocks?.appointment;
    const endsAt = pauseEndsAt(state);
    if (clock === undefined || clock.pausedAt === null || endsAt === null) return null;
    return this.times.resumed({ ...clock, pausedAt: clock.pausedAt }, at < endsAt ? at : endsAt);
  }

  private stepOf(rule: Rule, now: Instant): Step {
    switch (rule.step) {
      case 'route':
        return { kind: 'route', outcome: this.places.route(this.store, this.store.state) };
      case 'breach':
        return { kind: 'breach', milestone: rule.milestone, unansweredInARow: this.store.log.length % 4 };
      case 'remind':
        return { kind: 'remind', milestone: rule.milestone };
      case 'end-pause': {
        const resumed = this.resumed(this.rules.notBefore(this.store.state, now));
        if (resumed === null) throw new Error('nothing is paused');
        return { kind: 'end-pause', resumed };
      }
      default:
        return { kind: rule.step };
    }
  }
}

export function wasTried({ outcome }: MailOutcome): boolean {
  return outcome === 'sent' || outcome === 'refused' || outcome === 'deferred';
}

function nameOf(step: Step): string {
  if (step.kind === 'route') {
    return step.outcome.outcome === 'assigned' ? 'route: assigned' : `route: ${step.outcome.cause}`;
  }
  return 'milestone' in step ? `${step.kind} ${step.milestone}` : step.kind;
}
