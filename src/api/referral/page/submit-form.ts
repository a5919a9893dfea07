import { DomainError } from '../../../domain/errors';
import type { ProgramPolicy } from '../../../domain/policy';
import type { ReferralActs } from '../../../domain/referral/ports';
import type { Instant } from '../../../domain/time';
import type { PageSetting } from '../../pages/links/page-setting';
import type { FieldError, FormName } from '../../pages/forms';
import { BUSY_NOTICE, CHANGED_NOTICE, ENDED_NOTICE } from '../../pages/notices';
import type { AssignmentRecord } from './ports';
import { PROBLEMS } from '../../http/problems';
import { actIdFor } from '../../http/act-id';
import { formActId, typedValues } from '../../pages/links/form-values';
import { askedOnce, returning, type Returned } from '../../pages/links/returned-form';
import { questionAbout } from './ask-once';
import { readForm } from './read-form';
import { REFUSALS } from './refusals';
import type { AssignmentForm } from './possible-forms';

interface Deps {
  readonly acts: ReferralActs;
  readonly setting: PageSetting;
  readonly policy: ProgramPolicy;
}

export type Submission = { readonly outcome: 'recorded'; readonly actId: string } | Returned<AssignmentForm>;

/**
 * Takes one form. The form's own act id makes a second press of its button the same act. What cannot be recorded
 * comes back with what was typed, and so does, once, a date that is more often a slip. Throws what is not the person's to put right.
 */
export async function submitForm(
  deps: Deps,
  submit: {
    readonly record: AssignmentRecord;
    readonly form: FormName;
    readonly body: Readonly<Record<string, unknown>>;
    readonly now: Instant;
  },
): Promise<Submission> {
  const { record, form, body, now } = submit;
  const pressId = formActId(body);
  const values = typedValues(body);
  const typed = { name: form, actId: pressId, values };
  const returned = returning(typed);

  const reading = readForm(form, values, {
    zone: deps.setting.zone,
    resolutions: deps.setting.program.terms.resolutions,
  });
  if ('errors' in reading) return returned(422, null, reading.errors);
  const { payload } = reading;
  const actId = actIdFor(`${record.id} ${form} ${pressId}`, payload);
  const act = reading.toAct({ actId, actor: 'assister', assignmentId: record.id });
  const asked = askedOnce(typed, questionAbout(act, record, { policy: deps.policy, now }));
  if (asked !== null) return asked;
  try {
    await deps.acts.record({ referralId: record.referralId, act, payload, now });
    return { outcome: 'recorded', actId };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { status } = PROBLEMS[error.code];
    const refusal = REFUSALS[error.code];
    switch (refusal) {
      case 'busy':
        return returned(status, BUSY_NOTICE, []);
      case 'ended':
        return returned(status, ENDED_NOTICE, []);
      case 'changed': {
        const errors = fieldErrors(error);
        return returned(status, errors.length > 0 ? null : CHANGED_NOTICE, errors);
      }
      default:
        return refusal satisfies never;
    }
  }
}

/** The field of the page that shows a refusal. */
const FIELDS: Readonly<Record<string, FieldError['field']>> = {
  madeOn: 'date',
  at: 'date',
  resolution: 'resolution',
};

function fieldErrors({ details }: DomainError): FieldError[] {
  return (details.errors ?? []).flatMap(({ path, message }) => {
    const field = FIELDS[path];
    return field === undefined ? [] : [{ field, message }];
  });
}
