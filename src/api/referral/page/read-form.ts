import { commentsErrors } from '../../pages/comments-errors';
import { instantOf } from '../../../domain/local-time';
import type { LocalDate, Zone } from '../../../domain/time';
import type { Term } from '../../../domain/terms';
import { DECLINE_REASONS, PAUSE_REASONS } from '../../../domain/vocabulary';
import type { Act } from '../../../domain/referral/commands';
import { readDate, readTime } from '../../pages/read-date';
import {
  ACCEPT_OUTCOMES,
  APPOINTMENT_OUTCOMES,
  CONTACT_OUTCOMES,
  RESUME_OUTCOMES,
  type FieldError,
  type FormName,
  type FormValues,
} from '../../pages/forms';
import type { RecordedAct } from '../../../domain/referral/ports';

type Recordable = Exclude<Act, { kind: 'open' }>;
type ActBase = Pick<Recordable, 'actId' | 'actor' | 'assignmentId'>;

/** What a filled-in form asks for, or what is wrong with it. */
export type FormReading =
  | { readonly errors: readonly FieldError[] }
  | { readonly payload: RecordedAct['payload']; toAct(base: ActBase): Recordable };

/** `resolutions`: those of the policy. */
export function readForm(
  form: FormName,
  values: FormValues,
  { zone, resolutions }: { readonly zone: Zone; readonly resolutions: readonly Term[] },
): FormReading {
  switch (form) {
    case 'accept':
      return readAccept(values);
    case 'contact':
      return readContact(values);
    case 'appointment':
      return readAppointment(values, zone);
    case 'pause':
      return readPause(values);
    case 'resume':
      return readResume(values);
    case 'resolution':
      return readResolution(values, resolutions);
    case 'decline':
      return readDecline(values);
    default:
      return form satisfies never;
  }
}

function readAccept(values: FormValues): FormReading {
  const outcome = ACCEPT_OUTCOMES.find((choice) => choice === values.outcome);
  if (outcome === undefined) {
    return { errors: missing(outcome, 'outcome', 'Choose “Yes” to accept the referral.') };
  }
  return { payload: {}, toAct: (base) => ({ kind: 'accept', ...base }) };
}

function readPause(values: FormValues): FormReading {
  const reason = PAUSE_REASONS.find((choice) => choice === values.reason);
  const wrong = commentsErrors((values.comments ?? '').trim(), 'comments');
  if (reason === undefined || wrong.length > 0) {
    return { errors: [...missing(reason, 'reason', 'Choose what you are waiting for.'), ...wrong] };
  }
  return { payload: { reason, ...comments(values) }, toAct: (base) => ({ kind: 'pause', ...base, reason }) };
}

function readResume(values: FormValues): FormReading {
  const outcome = RESUME_OUTCOMES.find((choice) => choice === values.outcome);
  if (outcome === undefined) {
    return { errors: missing(outcome, 'outcome', 'Choose “Yes” to start the clock again.') };
  }
  return { payload: {}, toAct: (base) => ({ kind: 'resume', ...base }) };
}

function readContact(values: FormValues): FormReading {
  const outcome = CONTACT_OUTCOMES.find((choice) => choice === values.outcome);
  const on = readDate(values);
  if (outcome === undefined || on === null) {
    return {
      errors: [...missing(outcome, 'outcome', 'Choose whether you reached the consumer.'), ...dateError(on)],
    };
  }
  const made = outcome === 'reached';
  return { payload: { madeOn: on, made }, toAct: (base) => ({ kind: 'contact', ...base, made, on }) };
}

function readAppointment(values: FormValues, zone: Zone): FormReading {
  const outcome = APPOINTMENT_OUTCOMES.find((choice) => choice === values.outcome);
  const on = readDate(values);
  const time = readTime(values.time);
  if (outcome === undefined || on === null || time === null) {
    return {
      errors: [
        ...missing(outcome, 'outcome', 'Choose what you want to record.'),
        ...dateError(on),
        ...missing(time, 'time', 'Enter a time, such as 2:30 PM.'),
      ],
    };
  }
  const at = instantOf(on, time, zone);
  const held = outcome === 'held';
  return { payload: { at, held }, toAct: (base) => ({ kind: 'appointment', ...base, at, held }) };
}

function readResolution(values: FormValues, resolutions: readonly Term[]): FormReading {
  const resolution = resolutions.find(({ code }) => code === values.resolution)?.code;
  const wrong = commentsErrors((values.comments ?? '').trim(), 'comments');
  if (resolution === undefined || wrong.length > 0) {
    return { errors: [...missing(resolution, 'resolution', 'Choose how the referral ended.'), ...wrong] };
  }
  return {
    payload: { resolution, ...comments(values) },
    toAct: (base) => ({ kind: 'resolution', ...base, resolution }),
  };
}

function readDecline(values: FormValues): FormReading {
  const reason = DECLINE_REASONS.find((choice) => choice === values.reason);
  const wrong = commentsErrors((values.comments ?? '').trim(), 'comments');
  if (reason === undefined || wrong.length > 0) {
    return { errors: [...missing(reason, 'reason', 'Choose a reason.'), ...wrong] };
  }
  return {
    payload: { reason, ...comments(values) },
    toAct: (base) => ({ kind: 'decline', ...base, reason }),
  };
}

function missing(value: unknown, field: FieldError['field'], message: string): FieldError[] {
  return value === undefined || value === null ? [{ field, message }] : [];
}

function dateError(on: LocalDate | null): FieldError[] {
  return missing(on, 'date', 'Enter a date that exists, with month, day and a year of four digits.');
}

function comments(values: FormValues): { comments?: string } {
  const text = (values.comments ?? '').trim();
  return text === '' ? {} : { comments: text };
}
