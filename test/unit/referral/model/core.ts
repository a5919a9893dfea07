import { DomainError } from '../../../../src/domain/errors';
import { instant, millis, type Instant, type LocalDate, type Zone } from '../../../../src/domain/time';
import { decide } from '../../../../src/workflows/referral/acts';
import { cancelUnsettled } from '../../../../src/workflows/referral/assister-acts';
import { evolve } from '../../../../src/workflows/referral/evolve';
import type { Clock, ReferralEvent, ReferralEventBody } from '../../../../src/workflows/referral/events';
import type { Act } from '../../../../src/workflows/referral/messages';
import { awaitsAcceptance, initialState, type ReferralState } from '../../../../src/workflows/referral/state';
import { input } from '../states';
import { actBody } from './act-body';
import type { ActCommand } from './commands';
import { HOURS, REMIND_BEFORE, type ModelPolicy } from './model-clock';
import type { County, Organization, World } from './world';

/** The rules under test; a test may put others in their place. */
export interface Rules {
  readonly decide: typeof decide;
  readonly evolve: typeof evolve;
}
export const RULES: Rules = { decide, evolve };

const EPOCH = millis(instant('2028-02-02T00:00:00Z'));
const HOUR = 3_600_000;
const at = (hour: number): Instant => instant(EPOCH + hour * HOUR);
const hourOf = (time: Instant): number => (millis(time) - EPOCH) / HOUR;

/** `decide` and `evolve` with nothing around them but time, timers, routing and a mail server, all in memory. */
export class Core {
  state: ReferralState;
  now = 0;
  readonly log: ReferralEvent[] = [];
  private county: County = 1;
  private acts = 0;
  private assignments = 0;
  private last: Act | null = null;

  constructor(
    private readonly rules: Rules,
    private readonly world: World,
    private readonly policy: ModelPolicy,
  ) {
    const missedContact = policy.reRoutesMissedContact ? 're-route' : 'escalate';
    const terms = { ...input.terms, zone: 'UTC' as Zone, missedContact } as const;
    this.state = initialState({ ...input, terms });
    this.settle();
  }

  act(command: ActCommand): string {
    this.acts += 1;
    return this.perform(this.actOf(command, `act-${this.acts}`));
  }

  /** The same request once more, as a browser or a CRM sends it that saw no answer. */
  repeat(): string {
    return this.last === null ? 'ok' : this.perform(this.last);
  }

  deliver(taken: boolean): void {
    const { assignment } = this.state;
    if (this.state.phase !== 'sending' || assignment === null) return;
    if (!taken) {
      this.world.available.delete(assignment.organizationId as Organization);
      this.apply({ type: 'delivery-refused', smtpCode: 550 });
    } else {
      const clock = (name: 'contact' | 'appointment'): Clock => this.clockDue(this.now + HOURS[name], name);
      const { acceptanceHours } = this.policy;
      this.apply({
        ...{ type: 'sent', clocks: { contact: clock('contact'), appointment: clock('appointment') } },
        acceptBy: acceptanceHours === null ? null : at(this.now + acceptanceHours),
        unopenedAlertAt: at(this.now + HOURS.unopened),
      });
    }
    this.settle();
  }

  routeNow(): void {
    if (this.state.waiting?.cause === 'no-eligible-organization') this.route();
  }

  wait(hours: number): void {
    const until = this.now + hours;
    for (let timer = this.nextTimer(); timer !== null && timer.at <= until; timer = this.nextTimer()) {
      this.now = Math.max(this.now, timer.at);
      for (const body of timer.fires()) this.apply(body);
      this.settle();
    }
    this.now = until;
  }

  private perform(act: Act): string {
    try {
      const events = this.rules.decide(this.state, act, at(this.now));
      // What changed nothing, and an opening, leave nothing to be recognized by.
      if ((events.length > 0 && act.kind !== 'open') || act.kind === 'resume') this.last = act;
      const repeated = this.state.recentActs.includes(act.actId);
      for (const event of events) this.keep(event);
      if (act.kind === 'resume' && !repeated) this.resume(act.actId);
      if (act.kind === 'amend' && act.need !== null && events.length > 0) this.weigh();
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
    this.settle();
    return 'ok';
  }

  private resume(actId: string): void {
    const clock = this.state.assignment?.clocks?.appointment;
    if (clock?.pausedAt === undefined) return;
    const due = hourOf(clock.dueAt) + this.now - hourOf(clock.pausedAt);
    const moved = this.clockDue(due, 'appointment');
    this.apply({ type: 'clock-resumed', milestone: 'appointment', clock: moved }, actId);
  }

  private weigh(): void {
    const { assignment, contactMadeOn } = this.state;
    this.county = this.state.countyFips === '2' ? 2 : 1;
    if (assignment === null || contactMadeOn !== null) return;
    if (this.world.serves(assignment.organizationId as Organization, this.county)) return;
    for (const body of cancelUnsettled(this.state)) this.apply(body);
    this.apply({ type: 'handed-on', cause: 'amended', directedTo: null });
  }

  private settle(): void {
    for (let n = 0; this.state.phase === 'routing'; n += 1) {
      if (n > 5) throw new Error('stuck in routing');
      this.route();
    }
  }

  private route(): void {
    const { needsPerson, directedTo, phase } = this.state;
    if (needsPerson !== null) {
      this.apply({ type: 'unassigned', cause: needsPerson });
      return;
    }
    const chosen =
      directedTo === null
        ? this.world.choose(this.county, this.tried())
        : this.world.available.has(directedTo as Organization)
          ? directedTo
          : null;
    if (chosen === null) {
      const cause = directedTo === null ? 'no-eligible-organization' : 'directed-unavailable';
      if (phase === 'routing') this.apply({ type: 'unassigned', cause });
      return;
    }
    this.assignments += 1;
    const organization = { organizationId: chosen, organizationName: chosen };
    const body = {
      type: 'assigned',
      ...organization,
      hop: this.state.hops + 1,
      languageMatch: true,
      load: 0,
    } as const;
    this.apply(body, null, `assignment-${this.assignments}`);
  }

  /** From the history, as PostgreSQL would say. */
  private tried(): Set<Organization> {
    const by = new Map<string, Organization>();
    const tried = new Set<Organization>();
    for (const event of this.log) {
      const id = event.assignmentId ?? '';
      if (event.type === 'assigned') by.set(id, event.organizationId as Organization);
      const failed =
        ['declined', 'delivery-refused', 'timed-out'].includes(event.type) ||
        (event.type === 'handed-on' && event.cause === 'reassigned');
      const organization = by.get(id);
      if (failed && organization !== undefined) tried.add(organization);
    }
    return tried;
  }

  /** The earliest of what the workflow waits for; of several at once, in the order it would see them. */
  private nextTimer(): { at: number; fires: () => ReferralEventBody[] } | null {
    const { assignment, phase, resolution, appointment } = this.state;
    if (phase !== 'open' || assignment === null || assignment.clocks === null) return null;
    const timers: { at: number; fires: () => ReferralEventBody[] }[] = [];
    const { acceptBy, unopenedAlertAt, openedAt, clocks, holdsCapacity } = assignment;
    const timedOut = (missed: 'acceptance' | 'contact'): ReferralEventBody[] => [
      ...cancelUnsettled(this.state),
      { type: 'timed-out', missed },
    ];
    if (acceptBy !== null && awaitsAcceptance(assignment)) {
      timers.push({ at: hourOf(acceptBy), fires: () => timedOut('acceptance') });
    }
    for (const name of ['contact', 'appointment'] as const) {
      const clock = clocks[name];
      if (clock.state === 'pending') {
        const body = { type: 'milestone-due-soon', milestone: name } as const;
        timers.push({ at: hourOf(clock.remindAt), fires: () => [body] });
      } else if (clock.state === 'due-soon') {
        timers.push({ at: hourOf(clock.dueAt), fires: () => this.breach(name) });
      }
    }
    if (clocks.appointment.state === 'breached' && holdsCapacity) {
      const body = { type: 'capacity-released' } as const;
      timers.push({ at: hourOf(clocks.appointment.dueAt) + HOURS.release, fires: () => [body] });
    }
    if (resolution !== null) {
      const body = { type: 'interim-resolution-closed', resolution: resolution.resolution } as const;
      timers.push({ at: hourOf(appointment?.at ?? resolution.at) + HOURS.interim, fires: () => [body] });
    }
    const unanswered = openedAt === null && this.state.contactMadeOn === null && this.state.attempts === 0;
    if (unopenedAlertAt !== null && unanswered) {
      const body = { type: 'escalated', reason: 'lead-not-opened', escalationId: 'escalation' } as const;
      timers.push({ at: hourOf(unopenedAlertAt), fires: () => [body] });
    }
    return timers.reduce<(typeof timers)[number] | null>(
      (first, timer) => (first === null || timer.at < first.at ? timer : first),
      null,
    );
  }

  private breach(name: 'contact' | 'appointment'): ReferralEventBody[] {
    const breached = { type: 'milestone-breached', milestone: name } as const;
    const reason = name === 'contact' ? 'contact-missed' : 'appointment-missed';
    const told = { type: 'escalated', reason, escalationId: 'escalation' } as const;
    const goesOn = name === 'contact' && this.state.terms.missedContact === 're-route';
    const after = [...cancelUnsettled(this.state), { type: 'timed-out', missed: 'contact' } as const];
    return [breached, told, ...(goesOn ? after : [])];
  }

  private clockDue(hour: number, name: 'contact' | 'appointment'): Clock {
    const dueAt = at(hour);
    return { remindAt: at(hour - REMIND_BEFORE[name]), dueAt, dueOn: dueAt.slice(0, 10) as LocalDate };
  }

  private apply(body: ReferralEventBody, actId: string | null = null, assignmentId?: string): void {
    const about = assignmentId ?? this.state.assignment?.id ?? null;
    this.keep({ ...body, at: at(this.now), actor: 'system', assignmentId: about, actId });
  }

  private keep(event: ReferralEvent): void {
    this.log.push(event);
    this.state = this.rules.evolve(this.state, event);
  }

  private actOf(command: ActCommand, actId: string): Act {
    const assignmentId =
      command.by === 'coordinator'
        ? null
        : command.by === 'stale'
          ? 'stale'
          : (this.state.assignment?.id ?? 'none');
    const actor = command.by === 'coordinator' ? 'coordinator' : 'assister';
    const body = actBody(command, {
      today: at(this.now).slice(0, 10) as LocalDate,
      dayBefore: at(this.now - 24).slice(0, 10) as LocalDate,
      inHours: (hours) => at(this.now + hours),
      county: String,
      organization: (name) => name,
    });
    return { ...body, actId, actor, assignmentId };
  }
}
