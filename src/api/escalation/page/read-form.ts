import type { EscalationAct } from '../../../domain/escalation/acts';
import { ESCALATIONS } from '../../../domain/escalation/table';
import { instantOf } from '../../../domain/local-time';
import type { Instant, LocalDate, Zone } from '../../../domain/time';
import { WITHDRAW_REASONS, type WithdrawReason } from '../../../domain/vocabulary';
import { readDate, readTime } from '../../pages/read-date';
import {
  ANSWER_OUTCOMES,
  BY_THE_RULES,
  SUSPEND_OUTCOMES,
  type AnswerOutcome,
  type SuspendOutcome,
} from './view/forms';
import { commentsErrors } from '../../pages/comments-errors';
import type { FieldError, FormValues } from '../../pages/forms';
import { capacityHelps, liftingHelps } from '../../../domain/escalation/can-help';
import { email } from '../../http/fields';
import type { EscalationRecord, OrganizationChoice } from './ports';

/** What a filled-in form asks for. */
export type EscalationCommand =
  | { readonly form: 'give'; readonly to: OrganizationChoice | null; readonly note: string | null }
  | { readonly form: 'contact'; readonly on: LocalDate }
  | { readonly form: 'held'; readonly at: Instant }
  | { readonly form: 'withdraw'; readonly reason: WithdrawReason; readonly note: string | null }
  | { readonly form: 'capacity'; readonly of: OrganizationChoice; readonly capacity: number }
  | { readonly form: 'lift'; readonly of: OrganizationChoice }
  | { readonly form: 'address'; readonly email: string }
  | { readonly form: 'reroute'; readonly note: string }
  | { readonly form: 'suspend'; readonly outcome: SuspendOutcome; readonly note: string }
  | { readonly form: 'answer'; readonly outcome: AnswerOutcome; readonly note: string | null }
  | { readonly form: 'close'; readonly note: string };

export type CommandReading =
  { readonly errors: readonly FieldError[] } | { readonly command: EscalationCommand };

const MAX_CAPACITY = 10_000;

/** Reads one form against what the page offered. Only an organization that it named can be chosen. */
export function readCommand(
  form: EscalationAct,
  values: FormValues,
  record: EscalationRecord,
  zone: Zone,
): CommandReading {
  const wrong = commentsErrors((values.comments ?? '').trim(), 'text');
  if (wrong.length > 0) return { errors: wrong };
  const note = (values.comments ?? '').trim() || null;
  switch (form) {
    case 'give':
      return readGive(values, record, note);
    case 'contact': {
      const on = readDate(values);
      return on === null ? noDate() : { command: { form, on } };
    }
    case 'held':
      return readHeld(values, zone);
    case 'withdraw': {
      const reason = WITHDRAW_REASONS.find((choice) => choice === values.reason);
      return reason === undefined
        ? missing('reason', 'Choose a reason.')
        : { command: { form, reason, note } };
    }
    case 'capacity':
      return readCapacity(values, record);
    case 'lift': {
      const of = record.choices.find((choice) => choice.id === values.organization && liftingHelps(choice));
      return of === undefined
        ? missing('organization', 'Choose the organization.')
        : { command: { form, of } };
    }
    case 'address': {
      const address = email.safeParse((values.email ?? '').trim());
      return address.success
        ? { command: { form, email: address.data } }
        : missing('email', 'Enter a mail address, such as leads@organization.example.org.');
    }
    case 'reroute':
      return note === null ? missing('comments', 'Say why.') : { command: { form, note } };
    case 'suspend':
      return readSuspend(values, note);
    case 'answer':
      return readAnswer(values, note);
    case 'close':
      return note === null ? missing('comments', 'Say what was done.') : { command: { form, note } };
    default:
      return form satisfies never;
  }
}

function readGive(
  values: FormValues,
  { kind, choices }: EscalationRecord,
  note: string | null,
): CommandReading {
  if (values.organization === BY_THE_RULES && ESCALATIONS[kind].rulesMayChoose) {
    return { command: { form: 'give', to: null, note } };
  }
  const to = choices.find(({ id }) => id === values.organization);
  if (to === undefined) return missing('organization', 'Choose who gets the referral.');
  return { command: { form: 'give', to, note } };
}

function readHeld(values: FormValues, zone: Zone): CommandReading {
  const on = readDate(values);
  const time = readTime(values.time);
  if (on !== null && time !== null) return { command: { form: 'held', at: instantOf(on, time, zone) } };
  return {
    errors: [
      ...(on === null ? noDate().errors : []),
      ...(time === null ? missing('time', 'Enter a time, such as 2:30 PM.').errors : []),
    ],
  };
}

function readCapacity(values: FormValues, { choices }: EscalationRecord): CommandReading {
  const of = choices.find((choice) => choice.id === values.organization && capacityHelps(choice));
  const typed = (values.capacity ?? '').trim();
  const capacity = /^\d{1,5}$/.test(typed) ? Number(typed) : null;
  if (of !== undefined && capacity !== null && capacity > 0 && capacity <= MAX_CAPACITY) {
    return { command: { form: 'capacity', of, capacity } };
  }
  return {
    errors: [
      ...(of === undefined ? missing('organization', 'Choose the organization.').errors : []),
      ...(capacity === null || capacity === 0 || capacity > MAX_CAPACITY
        ? missing('capacity', `Enter a whole number from 1 to ${MAX_CAPACITY.toLocaleString('en-US')}.`)
            .errors
        : []),
    ],
  };
}

function readSuspend(values: FormValues, note: string | null): CommandReading {
  const outcome = SUSPEND_OUTCOMES.find((choice) => choice === values.outcome);
  if (outcome !== undefined && note !== null) return { command: { form: 'suspend', outcome, note } };
  return {
    errors: [
      ...(outcome === undefined ? missing('outcome', 'Choose what you want to do.').errors : []),
      ...(note === null ? missing('comments', 'Say why.').errors : []),
    ],
  };
}

function readAnswer(values: FormValues, note: string | null): CommandReading {
  const outcome = ANSWER_OUTCOMES.find((choice) => choice === values.outcome);
  if (outcome === undefined) return missing('outcome', 'Choose your answer.');
  if (outcome === 'refuse' && note === null) {
    return missing('comments', 'Say why. The organization reads it.');
  }
  return { command: { form: 'answer', outcome, note } };
}

function missing(field: FieldError['field'], message: string): { readonly errors: readonly FieldError[] } {
  return { errors: [{ field, message }] };
}

function noDate(): { readonly errors: readonly FieldError[] } {
  return missing('date', 'Enter a date that exists, with month, day and a year of four digits.');
}
