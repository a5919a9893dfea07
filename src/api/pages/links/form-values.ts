import { v7 as newId } from 'uuid';
import { plainToken, tidy } from '../../../domain/pasted-text';
import { ACT_ID_FIELD, FIELD_NAMES, type FieldName, type FormValues } from '../forms';

/** What every form of the pages carries: what was typed, and the id that makes a second press the same act. */

/** The other fields are one line that a program reads: a choice, a number, a part of a date, an address. */
const PROSE: readonly FieldName[] = ['comments', 'counties', 'languages'];

/**
 * What was typed or pasted, without what nobody can see; digits of every script are ordinary ones. A field sent twice
 * counts as empty: our forms do not do that. Browsers send each line break as two characters; it is one where they count
 * how long a text may be, and in what we keep.
 */
export function typedValues(body: Readonly<Record<string, unknown>>): FormValues {
  return Object.fromEntries(
    FIELD_NAMES.flatMap((name) => {
      const value = Object.hasOwn(body, name) ? body[name] : undefined;
      if (typeof value !== 'string') return [];
      return [[name, PROSE.includes(name) ? tidy(value) : plainToken(value)]];
    }),
  );
}

/** The form's own act id. A new one if the form has none, or something else in its place. */
export function formActId(body: Readonly<Record<string, unknown>>): string {
  const sent = body[ACT_ID_FIELD];
  return typeof sent === 'string' && sent.length <= 100 ? sent : newId();
}
