import type { ComponentChildren, JSX } from 'preact';
import { fieldId, type FieldName } from '../forms';
import { describedBy, errorFor, ErrorMessage, groupClass, hintId, type FieldContext } from './form';

interface LabeledFieldProps {
  readonly context: FieldContext;
  readonly field: FieldName;
  readonly label: string;
  readonly hint: string | undefined;
  /** The control itself, with `controlAttributes`. */
  readonly children: ComponentChildren;
}

/** What is around every control: its label, its hint, and what was wrong with it. */
export function LabeledField({ context, field, label, hint, children }: LabeledFieldProps): JSX.Element {
  return (
    <div class={groupClass(errorFor(context, field) !== null)}>
      <label class="usa-label al-legend" for={fieldId(context.name, field)}>
        {label}
      </label>
      {hint !== undefined && (
        <span class="usa-hint" id={hintId(context, field)}>
          {hint}
        </span>
      )}
      <ErrorMessage context={context} field={field} />
      {children}
    </div>
  );
}

/** What ties a control to its label, its hint and its error. `className` is what USWDS calls the control. */
export function controlAttributes(
  context: FieldContext,
  field: FieldName,
  className: string,
  hasHint = true,
) {
  const wrong = errorFor(context, field) !== null;
  return {
    class: `${className}${wrong ? ' usa-input--error' : ''}`,
    id: fieldId(context.name, field),
    name: field,
    'aria-invalid': wrong ? ('true' as const) : undefined,
    'aria-describedby': describedBy(context, field, hasHint),
  };
}
