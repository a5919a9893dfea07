import type { JSX } from 'preact';
import type { FieldName } from '../forms';
import type { FieldContext } from './form';
import { controlAttributes, LabeledField } from './labeled-field';

interface LineFieldProps {
  readonly context: FieldContext;
  readonly field: FieldName;
  readonly label: string;
  readonly hint: string;
  readonly type: 'email' | 'number';
}

/** One line to type. The service judges what it holds and says so in words. The browser does not. */
export function LineField({ context, field, label, hint, type }: LineFieldProps): JSX.Element {
  return (
    <LabeledField context={context} field={field} label={label} hint={hint}>
      <input
        {...controlAttributes(context, field, 'usa-input')}
        inputmode={type === 'number' ? 'numeric' : 'email'}
        maxlength={254}
        value={context.form.values[field]}
      />
    </LabeledField>
  );
}
