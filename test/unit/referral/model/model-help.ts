import type { HelpCommand } from './commands';
import type { Model } from './model';
import { isUnsettled, REMIND_BEFORE } from './model-clock';

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
        if (command.do === 'attempt') model.attempts += 1;
        else {
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
        appointment.left = appointment.due - model.now;
        appointment.state = 'paused';
        return 'ok';
      case 'resume':
        if (appointment.state !== 'paused') return 'clock-not-paused';
        appointment.due = model.now + appointment.left;
        appointment.remind = appointment.due - REMIND_BEFORE.appointment;
        appointment.state = 'pending';
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

function impossible(
  { contacted, attempts }: Model,
  resolution: 'unneeded' | 'unreached' | 'eligible' | 'interim',
): string | null {
  if (contacted || resolution === 'unneeded') return null;
  if (resolution !== 'unreached') return 'resolution-needs-contact';
  return attempts < ATTEMPTS ? 'more-attempts-needed' : null;
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
