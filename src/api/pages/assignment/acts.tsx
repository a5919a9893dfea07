import type { ComponentChildren, JSX } from 'preact';
import { FORM_NAMES, type FormName } from '../forms';
import type { ActFormView, AssignmentView } from '../view-models';
import { AppointmentForm, ContactForm, DeclineForm, ResolutionForm } from './act-forms';
import { nextStep } from './next-step';

/** The acts that are possible now. Open is what comes next; after a refused act, the form that holds it instead. */
export function Acts({ view }: { readonly view: AssignmentView }): JSX.Element {
  const { token } = view;
  const { contact, appointment, resolution, decline } = view.forms;
  const typed = FORM_NAMES.find((name) => isTypedIn(view.forms[name]));
  const open = typed ?? nextStep(view).form;
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">Tell us what happened</h2>
      {contact && (
        <Act title="I contacted the consumer" name="contact" open={open}>
          <ContactForm form={contact} token={token} />
        </Act>
      )}
      {appointment && (
        <Act title="We have an appointment" name="appointment" open={open}>
          <AppointmentForm form={appointment} token={token} />
        </Act>
      )}
      {resolution && (
        <Act title="This is how it ended" name="resolution" open={open}>
          <ResolutionForm form={resolution} token={token} contactMade={view.contact} />
        </Act>
      )}
      {decline && (
        <Act title="We cannot take this referral" name="decline" open={open}>
          <DeclineForm form={decline} token={token} />
        </Act>
      )}
    </section>
  );
}

interface ActProps {
  readonly title: string;
  readonly name: FormName;
  readonly open: FormName;
  readonly children: ComponentChildren;
}

function Act({ title, name, open, children }: ActProps): JSX.Element {
  return (
    <details class="al-act" open={name === open}>
      <summary>
        <h3>{title}</h3>
      </summary>
      <div class="al-act__body">{children}</div>
    </details>
  );
}

function isTypedIn(form: ActFormView | null): boolean {
  return (
    form !== null && (form.errors.length > 0 || Object.values(form.values).some((value) => value !== ''))
  );
}
