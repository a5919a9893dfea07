import type { JSX } from 'preact';
import type { FieldName } from '../forms';
import type { FieldContext } from './form';
import { controlAttributes, LabeledField } from './labeled-field';

export interface Option {
  readonly value: string;
  readonly label: string;
  /** Shown, so that nobody looks for it, but cannot be chosen. */
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
  const chosen = context.form.values[field];
  return (
    <LabeledField context={context} field={field} label={label} hint={hint}>
      <select {...controlAttributes(context, field, 'usa-select', hint !== undefined)}>
        <option value="">- Select -</option>
        {options.map((option) => (
          <option value={option.value} selected={chosen === option.value} disabled={option.disabled === true}>
            {option.label}
          </option>
        ))}
      </select>
    </LabeledField>
  );
}
