import type { JSX } from 'preact';
import { fieldId, type FieldName } from '../forms';
import { describedBy, errorFor, ErrorMessage, groupClass, hintId, type FieldContext } from './form';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string | undefined;
}

interface RadioGroupProps {
  readonly context: FieldContext;
  readonly field: FieldName;
  readonly legend: string;
  readonly hint?: string;
  readonly choices: readonly Choice[];
}

/** Nothing is chosen for the person, so a program that presses buttons has no answer to give. */
export function RadioGroup({ context, field, legend, hint, choices }: RadioGroupProps): JSX.Element {
  return (
    <div class={groupClass(errorFor(context, field) !== null)}>
      <fieldset class="usa-fieldset" aria-describedby={describedBy(context, field, hint !== undefined)}>
        <legend class="usa-legend al-legend">{legend}</legend>
        {hint !== undefined && (
          <span class="usa-hint" id={hintId(context, field)}>
            {hint}
          </span>
        )}
        <ErrorMessage context={context} field={field} />
        {choices.map((choice, index) => (
          <Radio
            context={context}
            field={field}
            choice={choice}
            id={index === 0 ? fieldId(context.name, field) : fieldId(context.name, field, choice.value)}
          />
        ))}
      </fieldset>
    </div>
  );
}

interface RadioProps {
  readonly context: FieldContext;
  readonly field: FieldName;
  readonly choice: Choice;
  readonly id: string;
}

function Radio({ context: { form }, field, choice, id }: RadioProps): JSX.Element {
  return (
    <div class="usa-radio">
      <input
        class="usa-radio__input"
        type="radio"
        id={id}
        name={field}
        value={choice.value}
        checked={form.values[field] === choice.value}
      />
      <label class="usa-radio__label" for={id}>
        {choice.label}
        {choice.description !== undefined && (
          <span class="usa-radio__label-description">{choice.description}</span>
        )}
      </label>
    </div>
  );
}
