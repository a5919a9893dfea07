import { DomainError } from '../../../domain/errors';
import type { EscalationAct } from '../../../domain/escalation/acts';
import type { Instant, Zone } from '../../../domain/time';
import { formActId, typedValues } from '../../pages/links/form-values';
import { returning, type Returned } from '../../pages/links/returned-form';
import { BUSY_NOTICE } from '../../pages/notices';
import type { NoticeView } from '../../pages/view-models';
import { PROBLEMS } from '../../http/problems';
import { actIdFor } from '../../http/act-id';
import { perform, type PerformDeps } from './perform';
import type { EscalationRecord } from './ports';
import { readCommand } from './read-form';
import { possibleForms, type EscalationForm } from './view';

export type Submission = { readonly outcome: 'done'; readonly actId: string } | Returned<EscalationForm>;

/**
 * Takes one form. The form's own act id makes a second press of its button the same act. What cannot be done comes back
 * with what was typed and the reason. Throws errors that the person cannot put right.
 */
export async function submitForm(
  deps: PerformDeps,
  submit: {
    readonly record: EscalationRecord;
    readonly form: EscalationAct;
    readonly body: Readonly<Record<string, unknown>>;
    readonly zone: Zone;
    readonly now: Instant;
  },
): Promise<Submission> {
  const { record, form, body, zone, now } = submit;
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
  try {
    await perform(deps, { record, command: reading.command, actId, now });
    return { outcome: 'done', actId };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'unavailable') return returned(503, BUSY_NOTICE, []);
    return returned(PROBLEMS[error.code].status, refused(error), []);
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
