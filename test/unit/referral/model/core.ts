import { DomainError } from '../../../../src/domain/errors';
import {
  NO_CONTEXT,
  type Act,
  type ActContext,
  type Command,
  type Step,
} from '../../../../src/domain/referral/commands';
import { decide } from '../../../../src/domain/referral/decide';
import type { ProvenClock, ReferralEvent } from '../../../../src/domain/referral/events';
import { evolve } from '../../../../src/domain/referral/evolve';
import { nextExpected, type Rule } from '../../../../src/domain/referral/rules';
import type { ReferralState } from '../../../../src/domain/referral/state';
import { instant, millis, type Instant, type LocalDate, type Zone } from '../../../../src/domain/time';
import { clocks, received, resumed, carriedPolicy } from '../states';
import { actBody } from './act-body';
import type { ActCommand } from './commands';
import { HOURS, REMIND_BEFORE, type ModelPolicy } from './model-clock';
import type { County, Organization, World } from './world';

/** The rules under test; a test may put others in their place. */
export interface Rules {
  readonly decide: typeof decide;
  readonly evolve: typeof evolve;
  readonly nextExpected: typeof nextExpected;
  /** The act was sent before: it has its first answer. */
  readonly isRepeated: (taken: ReadonlySet<string>, act: Act) => boolean;
}
export const RULES: Rules = {
  decide,
  evolve,
  nextExpected,
  isRepeated: (taken, { actId }) => taken.has(actId),
};

const EPOCH = millis(instant('2028-02-02T00:00:00Z'));
const HOUR = 3_600_000;
const MOST_STEPS = 20;
const at = (hour: number): Instant => instant(EPOCH + hour * HOUR);
const hourOf = (time: Instant): number => (millis(time) - EPOCH) / HOUR;

/** `decide`, `evolve` and the planner with nothing around them but time, routing and a mail server, all in memory. */
export class Core {
  state: ReferralState;
  now = 0;
  readonly log: ReferralEvent[] = [];
  private readonly taken = new Set<string>();
  private acts = 0;
  private assignments = 0;
  private last: Act | null = null;

  constructor(
    private readonly rules: Rules,
    private readonly world: World,
    private readonly policy: ModelPolicy,
  ) {
    const missedContact = policy.reRoutesMissedContact ? 're-route' : 'escalate';
    this.state = received({ ...carriedPolicy, zone: 'UTC' as Zone, missedContact }, at(0));
    this.advance();
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
    const { id: assignmentId, organizationId } = assignment;
    if (!taken) {
      this.world.available.delete(organizationId as Organization);
      this.keep({ kind: 'lead-refused', assignmentId, smtpCode: 550 });
    } else {
      const { acceptanceHours } = this.policy;
      const times = {
        clocks: { contact: this.clockDue('contact'), appointment: this.clockDue('appointment') },
        acceptBy: acceptanceHours === null ? null : at(this.now + acceptanceHours),
        unopenedAlertAt: at(this.now + HOURS.unopened),
      };
      this.keep({ kind: 'lead-sent', assignmentId, times });
    }
    this.advance();
  }

  /** The waiting list’s turn. */
  routeNow(): void {
    if (this.state.waiting?.cause !== 'no-eligible-organization') return;
    this.keep(this.routing());
    this.advance();
  }

  wait(hours: number): void {
    const until = this.now + hours;
    for (
      let next = this.rules.nextExpected(this.state);
      next !== null;
      next = this.rules.nextExpected(this.state)
    ) {
      if (hourOf(next.at) > until) break;
      this.now = Math.max(this.now, hourOf(next.at));
      this.advance();
    }
    this.now = until;
  }

  private perform(act: Act): string {
    try {
      if (this.rules.isRepeated(this.taken, act)) return 'ok';
      const events = this.keep(act, this.contextFor(act));
      // What changed nothing, and an opening, leave nothing to be recognized by.
      if (events > 0 && act.kind !== 'open') {
        this.taken.add(act.actId);
        this.last = act;
      }
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
    this.advance();
    return 'ok';
  }

  private contextFor(act: Act): ActContext {
    const { assignment } = this.state;
    if (assignment === null) return NO_CONTEXT;
    if (act.kind === 'amend' && act.need !== null) {
      const county: County = act.need.countyFips === '2' ? 2 : 1;
      return { ...NO_CONTEXT, fits: this.world.serves(assignment.organizationId as Organization, county) };
    }
    return act.kind === 'resume' ? { ...NO_CONTEXT, resumed: this.resumed() } : NO_CONTEXT;
  }

  private resumed(): ProvenClock | null {
    const clock = this.state.assignment?.clocks?.appointment;
    if (clock === undefined || clock.pausedAt === null) return null;
    const due = hourOf(clock.dueAt) + this.now - hourOf(clock.pausedAt);
    return { ...this.clockDue('appointment', due), proof: resumed.proof };
  }

  /** Takes the steps that are due. */
  private advance(): void {
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      const next = this.rules.nextExpected(this.state);
      if (next === null || hourOf(next.at) > this.now) return;
      if (this.keep(this.stepOf(next.rule)) === 0) throw new Error(`${next.rule.step} changes nothing`);
    }
    throw new Error('it does not come to rest');
  }

  private stepOf(rule: Rule): Step {
    switch (rule.step) {
      case 'route':
        return this.routing();
      case 'breach':
        return { kind: 'breach', milestone: rule.milestone, unansweredInARow: 0 };
      case 'remind':
        return { kind: 'remind', milestone: rule.milestone };
      case 'end-pause': {
        const resumed = this.resumed();
        if (resumed === null) throw new Error('nothing is paused');
        return { kind: 'end-pause', resumed };
      }
      default:
        return { kind: rule.step };
    }
  }

  private routing(): Extract<Step, { kind: 'route' }> {
    const { directedTo, countyFips } = this.state;
    const chosen =
      directedTo === null
        ? this.world.choose(countyFips === '2' ? 2 : 1, this.tried())
        : this.world.available.has(directedTo as Organization)
          ? directedTo
          : null;
    if (chosen === null) {
      const cause = directedTo === null ? 'no-eligible-organization' : 'directed-unavailable';
      return { kind: 'route', outcome: { outcome: 'unassigned', cause } };
    }
    this.assignments += 1;
    const assignmentId = `assignment-${this.assignments}`;
    return {
      kind: 'route',
      outcome: {
        ...{ outcome: 'assigned', assignmentId, organizationId: chosen, organizationName: chosen },
        ...{ languageMatch: true, load: 0 },
      },
    };
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

  private clockDue(name: 'contact' | 'appointment', hour = this.now + HOURS[name]): ProvenClock {
    const dueAt = at(hour);
    const times = { remindAt: at(hour - REMIND_BEFORE[name]), dueAt, dueOn: dueAt.slice(0, 10) as LocalDate };
    return { ...times, proof: clocks[name].proof };
  }

  private keep(command: Command, facts?: ActContext): number {
    const events = this.rules.decide(this.state, command, at(this.now), facts);
    for (const event of events) {
      this.log.push(event);
      this.state = this.rules.evolve(this.state, event);
    }
    return events.length;
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
