import type { LocalDate } from '../../../domain/time';
import type { FieldError, FormValues } from '../forms';
import type { NoticeView } from '../view-models';

/** A form that came back, with what was typed and what is wrong with it. */
export interface ReturnedForm {
  readonly actId: string;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
}

/** What was not taken. The reason is above the page, at the fields, or both. */
export interface Returned<Form extends ReturnedForm> {
  readonly outcome: 'returned';
  readonly status: number;
  readonly notice: NoticeView | null;
  readonly returned: Form;
}

/** Sends a form back, whatever is wrong with it. `form`: what was typed, and which form it is. */
export function returning<Form extends Omit<ReturnedForm, 'errors'>>(form: Form) {
  return (
    status: number,
    notice: NoticeView | null,
    errors: readonly FieldError[],
  ): Returned<Form & Pick<ReturnedForm, 'errors'>> => ({
    outcome: 'returned',
    status,
    notice,
    returned: { ...form, errors },
  });
}

/** A date that can be right, and is a slip more often. The same form with the same date again is the answer. */
export interface DateQuestion {
  readonly about: LocalDate;
  readonly message: string;
}

/** Sends a form back with a question about its date. Null: nothing is asked, or this form is the answer. */
export function askedOnce<Form extends Omit<ReturnedForm, 'errors'>>(
  form: Form,
  question: DateQuestion | null,
): ReturnType<ReturnType<typeof returning<Form>>> | null {
  if (question === null || form.values.sure === question.about) return null;
  const { about, message } = question;
  return returning<Form>({ ...form, values: { ...form.values, sure: about } })(422, null, [
    { field: 'date', message },
  ]);
}
