import type { JSX } from 'preact';
import { MONTHS } from '../../../domain/wording';
import { fieldId } from '../forms';
import { describedBy, errorFor, ErrorMessage, groupClass, hintId, type FieldContext } from './form';

interface DateFieldsProps {
  readonly context: FieldContext;
  readonly legend: string;
}

const PARTS = ['month', 'day', 'year'] as const;

/** A date in three fields (USWDS "memorable date"): quicker to type than a calendar is to press through. */
export function DateFields({ context, legend }: DateFieldsProps): JSX.Element {
  const wrong = [...PARTS, 'date' as const].some((field) => errorFor(context, field) !== null);
  return (
    <div class={groupClass(wrong)}>
      <fieldset class="usa-fieldset" aria-describedby={describedBy(context, 'date', true)}>
        <legend class="usa-legend al-legend">{legend}</legend>
        <span class="usa-hint" id={hintId(context, 'date')}>
          For example: January 5, 2026
        </span>
        <ErrorMessage context={context} field="date" />
        {PARTS.map((field) => (
          <ErrorMessage context={context} field={field} />
        ))}
        <div class="usa-memorable-date">
          <MonthField context={context} />
          <NumberField context={context} field="day" label="Day" digits={2} />
          <NumberField context={context} field="year" label="Year" digits={4} />
        </div>
      </fieldset>
    </div>
  );
}

function MonthField({ context }: { readonly context: FieldContext }): JSX.Element {
  const id = fieldId(context.name, 'month');
  const chosen = context.form.values.month;
  return (
    <div class="usa-form-group usa-form-group--month usa-form-group--select">
      <label class="usa-label" for={id}>
        Month
      </label>
      <select
        class={`usa-select${errorClass(context, 'month')}`}
        id={id}
        name="month"
        aria-invalid={invalid(context, 'month')}
        aria-describedby={describedBy(context, 'month', false)}
      >
        <option value="">- Select -</option>
        {MONTHS.map((month, index) => (
          <option value={index + 1} selected={chosen === String(index + 1)}>
            {`${String(index + 1).padStart(2, '0')} - ${month}`}
          </option>
        ))}
      </select>
    </div>
  );
}

interface NumberFieldProps {
  readonly context: FieldContext;
  readonly field: 'day' | 'year';
  readonly label: string;
  readonly digits: number;
}

function NumberField({ context, field, label, digits }: NumberFieldProps): JSX.Element {
  const id = fieldId(context.name, field);
  return (
    <div class={`usa-form-group usa-form-group--${field}`}>
      <label class="usa-label" for={id}>
        {label}
      </label>
      <input
        class={`usa-input${errorClass(context, field)}`}
        id={id}
        name={field}
        inputmode="numeric"
        maxlength={digits}
        value={context.form.values[field]}
        aria-invalid={invalid(context, field)}
        aria-describedby={describedBy(context, field, false)}
      />
    </div>
  );
}

function invalid(context: FieldContext, field: (typeof PARTS)[number]): 'true' | undefined {
  return errorFor(context, field) === null && errorFor(context, 'date') === null ? undefined : 'true';
}

function errorClass(context: FieldContext, field: (typeof PARTS)[number]): string {
  return invalid(context, field) ? ' usa-input--error' : '';
}
