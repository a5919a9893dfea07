import type { ComponentChildren, JSX } from 'preact';
import type { FormName } from '../forms';
import type { ActFormView, AssignmentView } from '../view-models';
import { AppointmentForm, ContactForm, DeclineForm, ResolutionForm } from './act-forms';
import { nextStep } from './next-step';

/** The acts that are possible now. Open: what comes next, and what has to be corrected. */
export function Acts({ view }: { readonly view: AssignmentView }): JSX.Element {
  const { token } = view;
  const { contact, appointment, resolution, decline } = view.forms;
  const next = nextStep(view).form;
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">Tell us what happened</h2>
      {contact && (
        <Act title="I contacted the consumer" name="contact" form={contact} next={next}>
          <ContactForm form={contact} token={token} />
        </Act>
      )}
      {appointment && (
        <Act title="We have an appointment" name="appointment" form={appointment} next={next}>
          <AppointmentForm form={appointment} token={token} />
        </Act>
      )}
      {resolution && (
        <Act title="This is how it ended" name="resolution" form={resolution} next={next}>
          <ResolutionForm form={resolution} token={token} contactMade={view.contact} />
        </Act>
      )}
      {decline && (
        <Act title="We cannot take this referral" name="decline" form={decline} next={next}>
          <DeclineForm form={decline} token={token} />
        </Act>
      )}
    </section>
  );
}

interface ActProps {
  readonly title: string;
  readonly name: FormName;
  readonly form: ActFormView;
  readonly next: FormName;
  readonly children: ComponentChildren;
}

function Act({ title, name, form, next, children }: ActProps): JSX.Element {
  const touched = form.errors.length > 0 || Object.values(form.values).some((value) => value !== '');
  return (
    <details class="al-act" open={touched || name === next}>
      <summary>
        <h3>{title}</h3>
      </summary>
      <div class="al-act__body">{children}</div>
    </details>
  );
}
