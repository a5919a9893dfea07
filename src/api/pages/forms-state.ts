import type { ActFormView } from './view-models';

/** Whether it came back, with errors or with what was typed. */
export function isTypedIn(form: ActFormView | null): boolean {
  return (
    form !== null && (form.errors.length > 0 || Object.values(form.values).some((value) => value !== ''))
  );
}
