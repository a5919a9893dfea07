import type { JSX } from 'preact';
import type { FieldName } from '../forms';
import type { FieldContext } from './form';
import { controlAttributes, LabeledField } from './labeled-field';

interface AreaFieldProps {
  readonly context: FieldContext;
  readonly field: FieldName;
  readonly label: string;
  readonly hint: string;
  readonly maxLength: number;
  readonly rows?: number;
}

/** Several lines to type. The service judges what they hold and says so in words. The browser does not. */
export function AreaField({ context, field, label, hint, maxLength, rows }: AreaFieldProps): JSX.Element {
  return (
    <LabeledField context={context} field={field} label={label} hint={hint}>
      <textarea
        {...controlAttributes(context, field, 'usa-textarea')}
        rows={rows}
        maxlength={maxLength}
        value={context.form.values[field] ?? ''}
      />
    </LabeledField>
  );
}
