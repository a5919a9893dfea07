import type { JSX } from 'preact';
import { fieldId, type FieldName } from '../forms';
import { describedBy, errorFor, ErrorMessage, groupClass, hintId, type FieldContext } from './form';

interface LineFieldProps {
  readonly context: FieldContext;
  readonly field: FieldName;
  readonly label: string;
  readonly hint: string;
  readonly type: 'email' | 'number';
}

/** One line to type. What it holds is judged by the service, in words, not by the browser. */
export function LineField({ context, field, label, hint, type }: LineFieldProps): JSX.Element {
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
      <input
        class={`usa-input${wrong ? ' usa-input--error' : ''}`}
        id={id}
        name={field}
        inputmode={type === 'number' ? 'numeric' : 'email'}
        maxlength={254}
        value={context.form.values[field]}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={describedBy(context, field, true)}
      />
    </div>
  );
}
