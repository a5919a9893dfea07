import type { JSX } from 'preact';
import { Act } from '../../../pages/components/act';
import { FORM_NAMES } from '../../../pages/forms';
import { isTypedIn } from '../../../pages/forms-state';
import type { AssignmentView } from '../../../pages/view-models';
import { AppointmentForm, ContactForm, DeclineForm, ResolutionForm } from './act-forms';
import { PauseForm, ResumeForm } from './clock-forms';
import { nextStep } from './next-step';

/** The acts that are possible now. The next one is unfolded. After a refused act, its form is unfolded instead. */
export function Acts({ view }: { readonly view: AssignmentView }): JSX.Element {
  const { token } = view;
  const { resolutions } = view.program.terms;
  const { contact, appointment, pause, resume, resolution, decline } = view.forms;
  const typed = FORM_NAMES.find((name) => name !== 'accept' && isTypedIn(view.forms[name]));
  const open = typed ?? nextStep(view).form;
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">Tell us what happened</h2>
      {contact && (
        <Act title="I contacted the consumer" name="contact" open={open}>
          <ContactForm {...{ form: contact, token, resolutions, attempts: view.attempts }} />
        </Act>
      )}
      {appointment && (
        <Act title="We have an appointment" name="appointment" open={open}>
          <AppointmentForm form={appointment} token={token} />
        </Act>
      )}
      {resume && (
        <Act title="We no longer wait for the consumer" name="resume" open={open}>
          <ResumeForm form={resume} token={token} />
        </Act>
      )}
      {pause && (
        <Act title="We have to wait for the consumer" name="pause" open={open}>
          <PauseForm form={pause} token={token} />
        </Act>
      )}
      {resolution && (
        <Act title="This is how it ended" name="resolution" open={open}>
          <ResolutionForm
            {...{ form: resolution, token, resolutions, contact: view.contact, attempts: view.attempts }}
            noAppointment={view.appointment === null}
          />
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
