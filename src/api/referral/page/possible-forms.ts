import { v7 as newId } from 'uuid';
import {
  codesOf,
  contactConflict,
  isInterim,
  isNeverReached,
  resolutionRules,
  type ProgramTerms,
} from '../../../domain/terms';
import type { FormName } from '../../pages/forms';
import type { ReturnedForm } from '../../pages/links/returned-form';
import type { ActFormView, AssignmentFormsView } from '../../pages/view-models';
import type { AssignmentRecord } from './ports';

/** One of the page's forms that came back. */
export interface AssignmentForm extends ReturnedForm {
  readonly name: FormName;
}

/** The forms of one page. Each is empty and has an act id of its own, except one that came back. */
export function formsFor(path: string, returned: AssignmentForm | null): (name: FormName) => ActFormView {
  return (name) => {
    const action = `${path}/${name}`;
    if (returned?.name !== name) return { action, actId: newId(), values: {}, errors: [] };
    return { action, actId: returned.actId, values: returned.values, errors: returned.errors };
  };
}

/**
 * The acts that the workflow would take now, as far as the read model can tell; the workflow has the last word.
 * `enoughAttempts`: there are attempts on as many days as “nobody was reached” asks for.
 */
export function possibleForms(
  { contactMadeOn, appointment, resolution, milestones }: AssignmentRecord,
  { enoughAttempts, terms }: { readonly enoughAttempts: boolean; readonly terms: ProgramTerms },
  page: { readonly path: string; readonly returned: AssignmentForm | null },
): AssignmentFormsView {
  const form = formsFor(page.path, page.returned);
  const contactMade = contactMadeOn !== null;
  const clock = milestones.find(({ name }) => name === 'appointment')?.state;
  const rules = resolutionRules(terms);
  const choices = codesOf(terms.resolutions).filter((choice) => {
    if (contactConflict(contactMade, choice, rules) !== null) return false;
    if (isNeverReached(choice, rules)) return enoughAttempts;
    return !isInterim(choice, rules) || (appointment !== null && resolution !== choice);
  });
  return {
    contact: contactMade ? null : form('contact'),
    appointment: contactMade && appointment?.held !== true ? form('appointment') : null,
    pause: clock === 'pending' || clock === 'due-soon' ? form('pause') : null,
    resume: clock === 'paused' ? form('resume') : null,
    resolution: { ...form('resolution'), choices },
    decline: form('decline'),
  };
}
