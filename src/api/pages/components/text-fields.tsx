import type { JSX } from 'preact';
import { COMMENTS_MAX_LENGTH, fieldId } from '../forms';
import { describedBy, errorFor, ErrorMessage, groupClass, hintId, type FieldContext } from './form';

interface TextFieldProps {
  readonly context: FieldContext;
  readonly label: string;
  readonly hint: string;
}

export function CommentsField({ context, label, hint }: TextFieldProps): JSX.Element {
  const id = fieldId(context.name, 'comments');
  const wrong = errorFor(context, 'comments') !== null;
  return (
    <div class={groupClass(wrong)}>
      <label class="usa-label al-legend" for={id}>
        {label}
      </label>
      <span class="usa-hint" id={hintId(context, 'comments')}>
        {hint}
      </span>
      <ErrorMessage context={context} field="comments" />
      <textarea
        class={`usa-textarea${wrong ? ' usa-input--error' : ''}`}
        id={id}
        name="comments"
        maxlength={COMMENTS_MAX_LENGTH}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={describedBy(context, 'comments', true)}
        value={context.form.values.comments ?? ''}
      />
    </div>
  );
}

/** The browser's own time field: works without a script, and brings its keyboard and a phone's wheel. */
export function TimeField({ context, label, hint }: TextFieldProps): JSX.Element {
  const id = fieldId(context.name, 'time');
  const wrong = errorFor(context, 'time') !== null;
  return (
    <div class={groupClass(wrong)}>
      <label class="usa-label al-legend" for={id}>
        {label}
      </label>
      <span class="usa-hint" id={hintId(context, 'time')}>
        {hint}
      </span>
      <ErrorMessage context={context} field="time" />
      <input
        class={`usa-input al-time${wrong ? ' usa-input--error' : ''}`}
        type="time"
        id={id}
        name="time"
        value={context.form.values.time}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={describedBy(context, 'time', true)}
      />
    </div>
  );
}
