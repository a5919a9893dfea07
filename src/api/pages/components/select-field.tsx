import type { JSX } from 'preact';
import { fieldId, type FieldName } from '../forms';
import { describedBy, errorFor, ErrorMessage, groupClass, hintId, type FieldContext } from './form';

export interface Option {
  readonly value: string;
  readonly label: string;
  /** Shown, so that nobody looks for it, but not to be chosen. */
  readonly disabled?: boolean;
}

interface SelectFieldProps {
  readonly context: FieldContext;
  readonly field: FieldName;
  readonly label: string;
  readonly hint?: string;
  readonly options: readonly Option[];
}

/** A list to choose from, with nothing chosen at first. */
export function SelectField({ context, field, label, hint, options }: SelectFieldProps): JSX.Element {
  const id = fieldId(context.name, field);
  const wrong = errorFor(context, field) !== null;
  const chosen = context.form.values[field];
  return (
    <div class={groupClass(wrong)}>
      <label class="usa-label al-legend" for={id}>
        {label}
      </label>
      {hint !== undefined && (
        <span class="usa-hint" id={hintId(context, field)}>
          {hint}
        </span>
      )}
      <ErrorMessage context={context} field={field} />
      <select
        class={`usa-select${wrong ? ' usa-input--error' : ''}`}
        id={id}
        name={field}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={describedBy(context, field, hint !== undefined)}
      >
        <option value="">- Select -</option>
        {options.map((option) => (
          <option value={option.value} selected={chosen === option.value} disabled={option.disabled === true}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
