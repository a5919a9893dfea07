import type { JSX } from 'preact';
import { COMMENTS_MAX_LENGTH } from '../forms';
import { AreaField } from './area-field';
import type { FieldContext } from './form';
import { controlAttributes, LabeledField } from './labeled-field';

interface TextFieldProps {
  readonly context: FieldContext;
  readonly label: string;
  readonly hint: string;
}

export function CommentsField(props: TextFieldProps): JSX.Element {
  return <AreaField {...props} field="comments" maxLength={COMMENTS_MAX_LENGTH} />;
}

/** The browser's own time field. It works without a script, with a keyboard or a phone's wheel. */
export function TimeField({ context, label, hint }: TextFieldProps): JSX.Element {
  return (
    <LabeledField context={context} field="time" label={label} hint={hint}>
      <input
        {...controlAttributes(context, 'time', 'usa-input al-time')}
        type="time"
        value={context.form.values.time}
      />
    </LabeledField>
  );
}
