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
