import type { JSX } from 'preact';
import { MONTHS } from '../../../domain/wording';
import { fieldId } from '../forms';
import { describedBy, errorFor, ErrorMessage, groupClass, hintId, type FieldContext } from './form';

interface DateFieldsProps {
  readonly context: FieldContext;
  readonly legend: string;
  readonly hint?: string;
  /** A form can ask for a last day, too. */
  readonly of?: 'date' | 'untilDate';
}

type Part = 'month' | 'day' | 'year' | 'untilMonth' | 'untilDay' | 'untilYear';

const PARTS = {
  date: { month: 'month', day: 'day', year: 'year' },
  untilDate: { month: 'untilMonth', day: 'untilDay', year: 'untilYear' },
} as const satisfies Record<string, Record<'month' | 'day' | 'year', Part>>;

/** A date in three fields (USWDS "memorable date"). It is quicker to type than to pick from a calendar. */
export function DateFields({
  context,
  legend,
  hint = 'For example: January 5, 2026',
  of = 'date',
}: DateFieldsProps): JSX.Element {
  const { month, day, year } = PARTS[of];
  const wrong = [month, day, year, of].some((field) => errorFor(context, field) !== null);
  const common = { context, of } as const;
  return (
    <div class={groupClass(wrong)}>
      <fieldset class="usa-fieldset" aria-describedby={describedBy(context, of, true)}>
        <legend class="usa-legend al-legend">{legend}</legend>
        <span class="usa-hint" id={hintId(context, of)}>
          {hint}
        </span>
        {[of, month, day, year].map((field) => (
          <ErrorMessage context={context} field={field} />
        ))}
        <div class="usa-memorable-date">
          <MonthField {...common} field={month} />
          <NumberField {...common} field={day} part="day" label="Day" digits={2} />
          <NumberField {...common} field={year} part="year" label="Year" digits={4} />
        </div>
      </fieldset>
    </div>
  );
}

interface PartProps {
  readonly context: FieldContext;
  readonly of: 'date' | 'untilDate';
  readonly field: Part;
}

function MonthField({ context, of, field }: PartProps): JSX.Element {
  const id = fieldId(context.name, field);
  const chosen = context.form.values[field];
  return (
    <div class="usa-form-group usa-form-group--month usa-form-group--select">
      <label class="usa-label" for={id}>
        Month
      </label>
      <select
        class={`usa-select${errorClass(context, of, field)}`}
        id={id}
        name={field}
        aria-invalid={invalid(context, of, field)}
        aria-describedby={describedBy(context, field, false)}
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

interface NumberFieldProps extends PartProps {
  readonly part: 'day' | 'year';
  readonly label: string;
  readonly digits: number;
}

function NumberField({ context, of, field, part, label, digits }: NumberFieldProps): JSX.Element {
  const id = fieldId(context.name, field);
  return (
    <div class={`usa-form-group usa-form-group--${part}`}>
      <label class="usa-label" for={id}>
        {label}
      </label>
      <input
        class={`usa-input${errorClass(context, of, field)}`}
        id={id}
        name={field}
        inputmode="numeric"
        maxlength={digits}
        value={context.form.values[field]}
        aria-invalid={invalid(context, of, field)}
        aria-describedby={describedBy(context, field, false)}
      />
    </div>
  );
}

function invalid(context: FieldContext, of: PartProps['of'], field: Part): 'true' | undefined {
  return errorFor(context, field) === null && errorFor(context, of) === null ? undefined : 'true';
}

function errorClass(context: FieldContext, of: PartProps['of'], field: Part): string {
  return invalid(context, of, field) ? ' usa-input--error' : '';
}
