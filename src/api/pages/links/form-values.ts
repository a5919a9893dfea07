import { v7 as newId } from 'uuid';
import { ACT_ID_FIELD, FIELD_NAMES, type FormValues } from '../forms';

/** What every form of the pages carries: what was typed, and the id that makes a second press the same act. */

/**
 * What was typed. A field sent twice counts as empty, because our forms do not do that. Browsers send each line break
 * as two characters. Where they count how long a text may be, and in what we keep, it is one.
 */
export function typedValues(body: Readonly<Record<string, unknown>>): FormValues {
  return Object.fromEntries(
    FIELD_NAMES.flatMap((name) => {
      const value = Object.hasOwn(body, name) ? body[name] : undefined;
      return typeof value === 'string' ? [[name, value.replaceAll('\r\n', '\n')]] : [];
    }),
  );
}

/** The form's own act id. A new one if the form has none, or something else in its place. */
export function formActId(body: Readonly<Record<string, unknown>>): string {
  const sent = body[ACT_ID_FIELD];
  return typeof sent === 'string' && sent.length <= 100 ? sent : newId();
}
