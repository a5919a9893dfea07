import type { JSX } from 'preact';
import { fieldId, type FieldError, type FormName } from '../forms';

export interface FormErrors {
  readonly form: FormName;
  readonly errors: readonly FieldError[];
  /** First choice of each group of radio buttons: where a link to the group leads. */
  readonly firstChoices: Readonly<Partial<Record<FieldError['field'], string>>>;
}

/** Everything to correct, on top of the page, each leading to its field. Takes the focus when the page opens. */
export function ErrorSummary({ form, errors, firstChoices }: FormErrors): JSX.Element {
  return (
    <div class="usa-alert usa-alert--error" role="alert" tabindex={-1} autofocus>
      <div class="usa-alert__body">
        <h2 class="usa-alert__heading">Nothing is recorded yet. Please check the form.</h2>
        <ul class="usa-list">
          {errors.map(({ field, message }) => (
            <li>
              <a
                class="usa-link"
                href={`#${field === 'date' ? fieldId(form, 'month') : fieldId(form, field, firstChoices[field])}`}
              >
                {message}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
