import { v7 as newId } from 'uuid';
import { contactConflict, INTERIM_RESOLUTION, RESOLUTIONS } from '../../../domain/vocabulary';
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
 * `enoughAttempts`: on as many days as `unable-to-contact` asks for.
 */
export function possibleForms(
  { contactMadeOn, appointment, resolution, milestones }: AssignmentRecord,
  enoughAttempts: boolean,
  page: { readonly path: string; readonly returned: AssignmentForm | null },
): AssignmentFormsView {
  const form = formsFor(page.path, page.returned);
  const contactMade = contactMadeOn !== null;
  const clock = milestones.find(({ name }) => name === 'appointment')?.state;
  const choices = RESOLUTIONS.filter((choice) => {
    if (contactConflict(contactMade, choice) !== null) return false;
    if (choice === 'unable-to-contact') return enoughAttempts;
    return choice !== INTERIM_RESOLUTION || (appointment !== null && resolution !== INTERIM_RESOLUTION);
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
