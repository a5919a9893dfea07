import type { ComponentChildren, JSX } from 'preact';
import { ACT_ID_FIELD, TOKEN_FIELD, type FieldError } from '../forms';
import type { ActFormView } from '../view-models';

interface ActFormProps {
  readonly name: string;
  readonly form: ActFormView;
  readonly token: string;
  readonly submitLabel: string;
  /** A second button, and what it adds to the form when it is pressed instead. */
  readonly other?: { readonly label: string; readonly name: string; readonly value: string };
  /** The form holds a file. */
  readonly multipart?: boolean;
  readonly children: ComponentChildren;
}

/** One act. It posts to its own address, proves that it came from this page, and names the act. */
export function ActForm(props: ActFormProps): JSX.Element {
  const { name, form, token, submitLabel, other, multipart, children } = props;
  return (
    <form
      class="al-form"
      method="post"
      action={form.action}
      id={`${name}-form`}
      autocomplete="off"
      enctype={multipart === true ? 'multipart/form-data' : undefined}
    >
      <input type="hidden" name={TOKEN_FIELD} value={token} />
      <input type="hidden" name={ACT_ID_FIELD} value={form.actId} />
      {form.values.sure !== undefined && <input type="hidden" name="sure" value={form.values.sure} />}
      {children}
      <button class="usa-button" type="submit">
        {submitLabel}
      </button>
      {other !== undefined && (
        <button class="usa-button usa-button--outline" type="submit" name={other.name} value={other.value}>
          {other.label}
        </button>
      )}
    </form>
  );
}

/** The form that a field is in. Its name makes the ids. Its view holds what was typed and what was wrong. */
export interface FieldContext {
  readonly name: string;
  readonly form: ActFormView;
}

export type ErrorField = FieldError['field'];

export function errorFor({ form }: FieldContext, field: ErrorField): string | null {
  return form.errors.find((error) => error.field === field)?.message ?? null;
}

export function hintId({ name }: FieldContext, field: ErrorField): string {
  return `${name}-${field}-hint`;
}

export function errorId({ name }: FieldContext, field: ErrorField): string {
  return `${name}-${field}-error`;
}

interface FieldMessageProps {
  readonly context: FieldContext;
  readonly field: ErrorField;
}

export function ErrorMessage({ context, field }: FieldMessageProps): JSX.Element | null {
  const message = errorFor(context, field);
  if (message === null) return null;
  return (
    <span class="usa-error-message" id={errorId(context, field)}>
      <span class="usa-sr-only">Error: </span>
      {message}
    </span>
  );
}

/** For `aria-describedby`: the ids that exist, or undefined when none does. */
export function describedBy(context: FieldContext, field: ErrorField, hasHint: boolean): string | undefined {
  const ids = [
    ...(hasHint ? [hintId(context, field)] : []),
    ...(errorFor(context, field) === null ? [] : [errorId(context, field)]),
  ];
  return ids.length === 0 ? undefined : ids.join(' ');
}

/** USWDS puts a bar beside a group that is wrong. */
export function groupClass(wrong: boolean): string {
  return wrong ? 'usa-form-group usa-form-group--error' : 'usa-form-group';
}
