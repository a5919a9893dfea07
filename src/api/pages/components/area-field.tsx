import type { JSX } from 'preact';
import { fieldId, type FieldName } from '../forms';
import { describedBy, errorFor, ErrorMessage, groupClass, hintId, type FieldContext } from './form';

interface AreaFieldProps {
  readonly context: FieldContext;
  readonly field: FieldName;
  readonly label: string;
  readonly hint: string;
  readonly maxLength: number;
  readonly rows?: number;
}

/** Several lines to type. What they hold is judged by the service, in words, not by the browser. */
export function AreaField({ context, field, label, hint, maxLength, rows = 5 }: AreaFieldProps): JSX.Element {
  const id = fieldId(context.name, field);
  const wrong = errorFor(context, field) !== null;
  return (
    <div class={groupClass(wrong)}>
      <label class="usa-label al-legend" for={id}>
        {label}
      </label>
      <span class="usa-hint" id={hintId(context, field)}>
        {hint}
      </span>
      <ErrorMessage context={context} field={field} />
      <textarea
        class={`usa-textarea${wrong ? ' usa-input--error' : ''}`}
        id={id}
        name={field}
        rows={rows}
        maxlength={maxLength}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={describedBy(context, field, true)}
        value={context.form.values[field] ?? ''}
      />
    </div>
  );
}
