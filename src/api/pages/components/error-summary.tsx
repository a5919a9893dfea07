import type { JSX } from 'preact';
import { fieldId, type FieldError, type FieldName } from '../forms';
import type { FieldContext } from './form';

/** Everything to correct, on top of the page. Each entry leads to its field. Takes the focus when the page opens. */
export function ErrorSummary({
  context: { name, form },
}: {
  readonly context: FieldContext;
}): JSX.Element | null {
  if (form.errors.length === 0) return null;
  return (
    <div class="usa-alert usa-alert--error" role="alert" tabindex={-1} autofocus>
      <div class="usa-alert__body">
        <h2 class="usa-alert__heading">Nothing is recorded yet. Please check the form.</h2>
        <ul class="usa-list">
          {form.errors.map(({ field, message }) => (
            <li>
              <a class="usa-link" href={`#${fieldId(name, firstOf(field))}`}>
                {message}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function firstOf(field: FieldError['field']): FieldName {
  if (field === 'date') return 'month';
  return field === 'untilDate' ? 'untilMonth' : field;
}
