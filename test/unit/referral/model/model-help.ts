import type { HelpCommand } from './commands';
import type { Held, Model } from './model';
import { isUnsettled, PAUSE, REMIND_BEFORE } from './model-clock';

const ATTEMPTS = 3;

/** What needs the organization to have accepted. */
export function help(model: Model, command: HelpCommand): string {
  if (model.phase === 'closed' && command.by === 'coordinator') {
    const corrected = correct(model, command.do);
    if (corrected !== null) return corrected;
  }
  return model.asOrganization(command.by, (held) => {
    if (model.isOffered) return 'acceptance-required';
    const { contact, appointment } = held;
    if (contact === null || appointment === null) throw new Error('open without clocks');
    switch (command.do) {
      case 'contact':
      case 'attempt':
        if (model.contacted) return 'already-recorded';
        held.unopenedAt = null;
        if (command.do === 'attempt') {
          model.attempts += 1;
          model.attemptedOn.add(model.today());
        } else {
          model.contactedOn = model.today();
          model.keep(contact);
        }
        return 'ok';
      case 'agree':
      case 'hold':
        if (!model.contacted) return 'contact-required';
        if (model.appointmentHeld) return 'already-recorded';
        if (command.do === 'agree') {
          if (command.inHours <= 0) return 'appointment-in-past';
          model.appointmentAt = model.now + command.inHours;
          return 'ok';
        }
        model.appointmentAt = model.now;
        model.appointmentHeld = true;
        held.place = false;
        model.keep(appointment);
        return 'ok';
      case 'pause':
        if (appointment.state !== 'pending' && appointment.state !== 'due-soon') return 'clock-not-running';
        if (held.pausedDays >= PAUSE.days) return 'pause-used-up';
        appointment.left = appointment.due - model.now;
        appointment.state = 'paused';
        held.pausedSince = model.now;
        return 'ok';
      case 'resume':
        if (appointment.state !== 'paused') return 'clock-not-paused';
        resumeClock(model, held);
        return 'ok';
      default: {
        const refusal = impossible(model, command.do);
        if (refusal !== null) return refusal;
        if (command.do === 'interim') {
          model.interimSince = model.now;
          return 'ok';
        }
        if (isUnsettled(contact)) contact.state = 'cancelled';
        model.keep(appointment);
        model.resolution = command.do;
        model.close('resolved');
        return 'ok';
      }
    }
  });
}

/** The clock goes on with the time that was left; the days of the pause are used up. */
export function resumeClock(model: Model, held: Held): void {
  const { appointment, pausedSince } = held;
  if (appointment === null || pausedSince === null) throw new Error('nothing is paused');
  held.pausedDays += day(model.now) - day(pausedSince);
  held.pausedSince = null;
  appointment.due = model.now + appointment.left;
  appointment.remind = appointment.due - REMIND_BEFORE.appointment;
  appointment.state = 'pending';
}

/** When a pause that began then ends by itself: at closing, once no day is left. */
export function pauseEnd({ pausedDays }: Held, pausedSince: number): number {
  return (day(pausedSince) + PAUSE.days - pausedDays) * 24 + PAUSE.closes;
}

function day(hour: number): number {
  return Math.floor(hour / 24);
}

function impossible(
  { contacted, attemptedOn, appointmentAt, interimSince }: Model,
  resolution: 'unneeded' | 'unreached' | 'eligible' | 'interim',
): string | null {
  switch (resolution) {
    case 'unneeded':
      return null;
    case 'unreached':
      if (contacted) return 'resolution-excludes-contact';
      return attemptedOn.size < ATTEMPTS ? 'more-attempts-needed' : null;
    case 'eligible':
      return contacted ? null : 'resolution-needs-contact';
    default:
      if (!contacted) return 'resolution-needs-contact';
      if (appointmentAt === null) return 'appointment-required';
      return interimSince === null ? null : 'already-recorded';
  }
}

/** A coordinator puts right how it ended. */
function correct(model: Model, resolution: string): string | null {
  if (!isResolution(resolution)) return null;
  if (model.ended === 'withdrawn') return 'referral-closed';
  if (model.resolution === resolution) return 'already-recorded';
  if (resolution === 'interim') return 'referral-closed';
  const refusal = impossible(model, resolution);
  if (refusal === null) model.resolution = resolution;
  return refusal ?? 'ok';
}

function isResolution(name: string): name is 'unneeded' | 'unreached' | 'eligible' | 'interim' {
  return ['unneeded', 'unreached', 'eligible', 'interim'].includes(name);
}
