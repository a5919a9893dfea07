import { DomainError } from '../../../domain/errors';
import type { EscalationAct } from '../../../domain/escalation/acts';
import type { ProgramPolicy } from '../../../domain/policy';
import { localDateIn, type Instant } from '../../../domain/time';
import { contactDateQuestion } from '../../pages/contact-date-question';
import { formActId, typedValues } from '../../pages/links/form-values';
import { askedOnce, returning, type DateQuestion, type Returned } from '../../pages/links/returned-form';
import { BUSY_NOTICE } from '../../pages/notices';
import type { NoticeView } from '../../pages/view-models';
import { PROBLEMS } from '../../http/problems';
import { actIdFor } from '../../http/act-id';
import { perform, type PerformDeps } from './perform';
import type { EscalationRecord } from './ports';
import { readCommand, type EscalationCommand } from './read-form';
import { possibleForms, type EscalationForm } from './view';

export type Submission = { readonly outcome: 'done'; readonly actId: string } | Returned<EscalationForm>;

/**
 * Takes one form. The form's own act id makes a second press of its button the same act. What cannot be done comes back
 * with what was typed and the reason. Throws errors that the person cannot put right.
 */
export async function submitForm(
  deps: PerformDeps & { readonly policy: ProgramPolicy },
  submit: {
    readonly record: EscalationRecord;
    readonly form: EscalationAct;
    readonly body: Readonly<Record<string, unknown>>;
    readonly now: Instant;
  },
): Promise<Submission> {
  const { record, form, body, now } = submit;
  const { zone } = deps.policy.calendar;
  const pressId = formActId(body);
  const values = typedValues(body);
  const returned = returning({ name: form, actId: pressId, values });

  const actId = actIdFor(`${record.id} ${form} ${pressId}`, values);
  const before = record.history.find(({ id }) => id === actId);
  // A second press, perhaps after the first one has ended it.
  if (before?.done === true) return { outcome: 'done', actId };
  // A first press that was begun and may have ended it is done again, whatever is possible now: it is the same act.
  if (before === undefined) {
    if (!record.open) return returned(409, OVER_NOTICE, []);
    if (!possibleForms(record).includes(form)) {
      throw new DomainError('validation', 'This does not help with this escalation.');
    }
  }
  const reading = readCommand(form, values, record, zone);
  if ('errors' in reading) return returned(422, null, reading.errors);
  const question = questionAbout(reading.command, record, { policy: deps.policy, now });
  const asked = askedOnce({ name: form, actId: pressId, values }, question);
  if (asked !== null) return asked;
  try {
    await perform(deps, { record, command: reading.command, actId, now });
    return { outcome: 'done', actId };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'unavailable') return returned(503, BUSY_NOTICE, []);
    return returned(PROBLEMS[error.code].status, refused(error), []);
  }
}

/** The acts with a date are for an escalation about one referral. */
function questionAbout(
  command: EscalationCommand,
  { referrals: [referral] }: EscalationRecord,
  given: { readonly policy: ProgramPolicy; readonly now: Instant },
): DateQuestion | null {
  const sentAt = referral?.sentAt ?? null;
  switch (command.form) {
    case 'contact':
      return contactDateQuestion(command.on, sentAt, given);
    case 'held':
      return contactDateQuestion(localDateIn(given.policy.calendar.zone, command.at), sentAt, given);
    default:
      return null;
  }
}

const OVER_NOTICE: NoticeView = {
  kind: 'warning',
  heading: 'This is over already',
  text: 'Your entry was not recorded because the escalation is closed. The page shows what happened.',
};

/** The use case's own reason is written for people. */
function refused({ message }: DomainError): NoticeView {
  return { kind: 'error', heading: 'Nothing is recorded yet', text: message };
}
