/*
 * Long because: it is one model, whose methods all change the same few variables. What could be told apart already is,
 * in model-clock.ts, model-help.ts and model-report.ts; another half would need all that is private here.
 */

import type { ActCommand, By } from './commands';
import { help, pauseEnd, resumeClock } from './model-help';
import { takeReport } from './model-report';
import {
  elapse,
  HOURS,
  isUnsettled,
  timesOf,
  type ModelClock,
  type ModelPolicy,
  type ModelTimes,
} from './model-clock';
import type { County, Organization, World } from './world';

/**
 * What a referral does, told as simply as it can be: a few variables, hours since the beginning, no events. It shares
 * nothing with the service but the words. Every method answers `ok`, or with which refusal.
 */

const MAX_REFUSALS = 3;

export interface Held {
  readonly organization: Organization;
  readonly number: number;
  opened: boolean;
  accepted: boolean;
  acceptBy: number | null;
  /** Null once nobody watches any more: it was told, or the organization has answered. */
  unopenedAt: number | null;
  place: boolean;
  contact: ModelClock | null;
  appointment: ModelClock | null;
  pausedSince: number | null;
  /** Days for which its appointment's clock has stood still. */
  pausedDays: number;
}

export class Model {
  now = 0;
  phase: 'waiting' | 'sending' | 'open' | 'closed' = 'waiting';
  ended: 'resolved' | 'withdrawn' | null = null;
  held: Held | null = null;
  county: County = 1;
  needsPerson = false;
  refusals = 0;
  attempts = 0;
  readonly attemptedOn = new Set<string>();
  /** The day on which the consumer was reached. */
  contactedOn: string | null = null;
  appointmentAt: number | null = null;
  appointmentHeld = false;
  interimSince: number | null = null;
  resolution: string | null = null;
  assignments = 0;
  readonly tried = new Set<Organization>();

  /** Who had it when it was closed; before everybody else when it is reopened, where that is a rule. */
  private helper: Organization | null = null;

  constructor(
    private readonly world: World,
    private readonly policy: ModelPolicy,
    private readonly options: {
      /** Which day an hour belongs to. */
      readonly dayOf: (hour: number) => string;
      readonly prefersHelper: boolean;
    } = { dayOf: (hour) => String(Math.floor(hour / 24)).padStart(6, '0'), prefersHelper: false },
  ) {
    this.route(null);
  }

  get contacted(): boolean {
    return this.contactedOn !== null;
  }

  today(hoursAgo = 0): string {
    return this.options.dayOf(this.now - hoursAgo);
  }

  get isOffered(): boolean {
    return this.held !== null && this.held.acceptBy !== null && !this.held.accepted;
  }

  /** How the state is called in the table of what was reached. */
  get label(): string {
    if (this.phase === 'waiting') return this.needsPerson ? 'waits for a person' : 'waits for the rules';
    if (this.phase !== 'open') return this.ended ?? this.phase;
    if (this.isOffered) return 'offered';
    if (this.held?.appointment?.state === 'paused') return 'paused';
    if (this.interimSince !== null) return 'interim';
    if (this.appointmentHeld) return 'held';
    if (this.appointmentAt !== null) return 'agreed';
    if (this.contacted) return 'contacted';
    if (this.held?.contact?.state === 'breached') return 'overdue';
    return this.attempts > 0 ? 'attempted' : 'open';
  }

  act(command: ActCommand): string {
    switch (command.do) {
      case 'open':
        if (this.phase === 'closed' || this.held === null || command.by === 'stale') return 'assignment-over';
        this.held.opened = true;
        return 'ok';
      case 'accept':
        return this.asOrganization(command.by, (held) => {
          if (!this.isOffered) return 'already-recorded';
          held.accepted = true;
          return 'ok';
        });
      case 'decline':
      case 'exchange':
        return this.asOrganization(command.by, (held) => {
          this.tried.add(held.organization);
          this.refuse(command.do === 'exchange');
          return 'ok';
        });
      case 'withdraw':
        if (this.phase === 'closed') return 'referral-closed';
        this.close('withdrawn');
        return 'ok';
      case 'amend':
        return this.phase === 'closed' ? 'referral-closed' : 'ok';
      case 'move':
        return this.move(command.to);
      case 'reassign':
        return this.reassign(null);
      case 'direct':
        return this.reassign(command.to);
      case 'reopen':
        if (this.phase !== 'closed') return 'referral-not-closed';
        this.refusals = 0;
        this.needsPerson = false;
        this.leave(null);
        return 'ok';
      case 'bounce':
        if (command.by === 'stale' || this.phase !== 'open' || this.held === null) return 'ok';
        if (this.held.opened || this.contacted || this.attempts > 0) return 'ok';
        this.tried.add(this.held.organization);
        this.refuse(false);
        return 'ok';
      case 'saysReached':
      case 'saysEarlier':
      case 'saysNobody':
      case 'saysUnreached':
      case 'saysInterim':
      case 'saysEligible':
        return takeReport(this, command);
      default:
        return help(this, command);
    }
  }

  deliver(taken: boolean, times: ModelTimes = timesOf(this.now, this.policy)): void {
    const { held } = this;
    if (this.phase !== 'sending' || held === null) return;
    if (!taken) {
      this.tried.add(held.organization);
      this.world.available.delete(held.organization);
      this.refuse(false);
      return;
    }
    this.phase = 'open';
    held.contact = { state: 'pending', ...times.contact, left: 0 };
    held.appointment = { state: 'pending', ...times.appointment, left: 0 };
    held.unopenedAt = times.unopenedAt;
    held.acceptBy = times.acceptBy;
  }

  routeNow(): void {
    if (this.phase === 'waiting' && !this.needsPerson) this.route(null);
  }

  /** Hour by hour: nothing of the model is so fine that an hour is too coarse. */
  wait(hours: number): void {
    for (let n = 0; n < hours; n += 1) {
      this.now += 1;
      this.tick();
    }
  }

  tick(): void {
    const { held } = this;
    if (this.phase !== 'open' || held === null || held.contact === null || held.appointment === null) return;
    const since = this.appointmentAt ?? this.interimSince;
    if (held.unopenedAt !== null && !held.opened && this.now >= held.unopenedAt) held.unopenedAt = null;
    if (held.acceptBy !== null && this.isOffered && this.now >= held.acceptBy) {
      this.tried.add(held.organization);
      this.refuse(false);
      return;
    }
    if (elapse(held.contact, this.now) && this.policy.reRoutesMissedContact) {
      this.tried.add(held.organization);
      this.refuse(false);
      return;
    }
    const { pausedSince } = held;
    if (
      held.appointment.state === 'paused' &&
      pausedSince !== null &&
      this.now >= pauseEnd(held, pausedSince)
    ) {
      resumeClock(this, held);
    }
    elapse(held.appointment, this.now, this.brokenFrom(held.appointment.due));
    if (held.appointment.state === 'breached' && this.now >= held.appointment.due + HOURS.release)
      held.place = false;
    if (this.interimSince !== null && since !== null && this.now >= since + HOURS.interim) {
      this.resolution = 'interim';
      this.close('resolved');
    }
  }

  /** An appointment that is agreed for later on the due day has until the end of that day. */
  private brokenFrom(due: number): number {
    const { appointmentAt, options } = this;
    const day = options.dayOf(due);
    if (this.appointmentHeld || appointmentAt === null || appointmentAt <= due) return due;
    if (options.dayOf(appointmentAt) !== day) return due;
    let hour = Math.floor(due) + 1;
    while (options.dayOf(hour) === day) hour += 1;
    return hour;
  }

  asOrganization(by: By, act: (held: Held) => string): string {
    if (this.phase === 'closed') return 'referral-closed';
    if (by === 'stale') return 'assignment-over';
    if (this.phase !== 'open' || this.held === null) {
      return by === 'coordinator' ? 'referral-not-assigned' : 'assignment-over';
    }
    return act(this.held);
  }

  private move(to: County): string {
    if (this.phase === 'closed') return 'referral-closed';
    this.county = to;
    if (this.phase === 'waiting' && !this.needsPerson) this.route(null);
    else if (this.held !== null && !this.world.serves(this.held.organization, to) && !this.contacted) {
      this.leave(null);
    }
    return 'ok';
  }

  private reassign(to: Organization | null): string {
    if (this.phase === 'closed') return 'referral-closed';
    if (to !== null && this.held?.organization === to) return 'already-recorded';
    if (this.held !== null) this.tried.add(this.held.organization);
    this.refusals = 0;
    this.needsPerson = false;
    this.leave(to);
    return 'ok';
  }

  private refuse(forThePerson: boolean): void {
    this.refusals += 1;
    this.needsPerson ||= forThePerson || this.refusals >= MAX_REFUSALS;
    this.leave(null);
  }

  private leave(directedTo: Organization | null): void {
    this.held = null;
    this.ended = null;
    this.attempts = 0;
    this.attemptedOn.clear();
    this.contactedOn = null;
    this.appointmentAt = null;
    this.appointmentHeld = false;
    this.interimSince = null;
    this.resolution = null;
    this.route(directedTo);
  }

  private route(directedTo: Organization | null): void {
    this.phase = 'waiting';
    if (this.needsPerson) return;
    const chosen =
      directedTo === null
        ? this.world.choose(this.county, this.tried, this.options.prefersHelper ? this.helper : null)
        : this.world.available.has(directedTo)
          ? directedTo
          : null;
    if (chosen === null) {
      this.needsPerson = directedTo !== null;
      return;
    }
    this.assignments += 1;
    this.phase = 'sending';
    this.held = {
      ...{ organization: chosen, number: this.assignments, opened: false, accepted: false },
      ...{ acceptBy: null, unopenedAt: null, place: true, contact: null, appointment: null },
      ...{ pausedSince: null, pausedDays: 0 },
    };
  }

  close(how: 'resolved' | 'withdrawn'): void {
    this.phase = 'closed';
    this.ended = how;
    this.interimSince = null;
    if (how === 'withdrawn') this.needsPerson = false;
    if (this.held === null) return;
    this.helper = this.held.organization;
    this.held.place = false;
    for (const clock of [this.held.contact, this.held.appointment]) {
      if (clock !== null && isUnsettled(clock)) clock.state = 'cancelled';
    }
  }

  /** Kept on the day it was due at the latest; a day has 24 hours from the beginning. */
  keep(clock: ModelClock, on = this.today()): void {
    if (!isUnsettled(clock)) return;
    if (clock.state === 'paused') clock.state = 'met';
    else this.judge(clock, on);
  }

  judge(clock: ModelClock, on: string): void {
    clock.state = on <= this.options.dayOf(clock.due) ? 'met' : 'late';
  }
}
