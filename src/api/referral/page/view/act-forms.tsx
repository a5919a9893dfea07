import type { JSX } from 'preact';
import { neverReached } from '../../../../domain/terms';
import { daysWords } from '../../../../domain/wording';
import { DateFields } from '../../../pages/components/date-fields';
import { ActForm } from '../../../pages/components/form';
import { RadioGroup } from '../../../pages/components/radio-group';
import { CommentsField, TimeField } from '../../../pages/components/text-fields';
import type { ActFormView, AssignmentView, ResolutionFormView } from '../../../pages/view-models';
import { AttemptsSoFar, neverReachedWords, notYetUnable, type Attempts } from './attempts';
import {
  ACCEPT_CHOICES,
  APPOINTMENT_CHOICES,
  CONTACT_CHOICES,
  DECLINE_CHOICES,
  resolutionChoices,
} from './choices';

export const COMMENTS_HINT =
  'Up to 2,000 characters. Please leave out Social Security numbers and health details.';

export interface FormProps<Form extends ActFormView = ActFormView> {
  readonly form: Form;
  readonly token: string;
}

interface AcceptFormProps extends FormProps {
  /** Calendar days in which the appointment is to be held. */
  readonly appointmentDays: number;
}

export function AcceptForm({ form, token, appointmentDays }: AcceptFormProps): JSX.Element {
  const context = { name: 'accept', form } as const;
  return (
    <ActForm {...context} token={token} submitLabel="Accept the referral">
      <RadioGroup
        context={context}
        field="outcome"
        legend={`Can you contact the consumer in time and hold an appointment in the next ${daysWords(appointmentDays)}?`}
        choices={ACCEPT_CHOICES}
      />
    </ActForm>
  );
}

export function ContactForm({ form, token, attempts, resolutions }: FormProps & Attempts): JSX.Element {
  const context = { name: 'contact', form } as const;
  return (
    <ActForm {...context} token={token} submitLabel="Record the contact">
      <AttemptsSoFar attempts={attempts} resolutions={resolutions} />
      <RadioGroup
        context={context}
        field="outcome"
        legend="Did you reach the consumer?"
        choices={CONTACT_CHOICES}
      />
      <DateFields context={context} legend="On which date?" />
    </ActForm>
  );
}

export function AppointmentForm({ form, token }: FormProps): JSX.Element {
  const context = { name: 'appointment', form } as const;
  return (
    <ActForm {...context} token={token} submitLabel="Record the appointment">
      <RadioGroup
        context={context}
        field="outcome"
        legend="What do you want to record?"
        hint="If the time has changed, record the new one."
        choices={APPOINTMENT_CHOICES}
      />
      <DateFields context={context} legend="Date of the appointment" />
      <TimeField context={context} label="Time of the appointment" hint="For example: 2:30 PM" />
    </ActForm>
  );
}

interface ResolutionFormProps extends FormProps<ResolutionFormView>, Attempts {
  readonly contact: AssignmentView['contact'];
  /** No appointment is recorded. */
  readonly noAppointment: boolean;
}

export function ResolutionForm(props: ResolutionFormProps): JSX.Element {
  const { form, token, contact, noAppointment, attempts, resolutions } = props;
  const unable = neverReachedWords(resolutions);
  const notYet = neverReached(resolutions).some(({ code }) => !form.choices.includes(code));
  const interim = resolutions.find((term) => term.interim);
  const context = { name: 'resolution', form } as const;
  const limited = contact?.made !== true && form.choices.length < resolutions.length;
  return (
    <ActForm {...context} token={token} submitLabel="Record the resolution">
      {limited && (
        <p>
          You have not recorded that you reached the consumer, so only some answers are possible. If you did
          reach them, record that first.
          {unable !== null && notYet && ` ${notYetUnable(attempts, unable)}`}
        </p>
      )}
      {contact?.made === true && noAppointment && interim !== undefined && (
        <p>{`“${interim.words}” is possible once you have recorded the appointment.`}</p>
      )}
      <RadioGroup
        context={context}
        field="resolution"
        legend="What happened to this referral?"
        choices={resolutionChoices(form.choices, resolutions)}
      />
      <CommentsField context={context} label="Comments (optional)" hint={COMMENTS_HINT} />
    </ActForm>
  );
}

export function DeclineForm({ form, token }: FormProps): JSX.Element {
  const context = { name: 'decline', form } as const;
  return (
    <ActForm {...context} token={token} submitLabel="Decline the referral">
      <p>We then find somebody else who can help. You will not see this referral any more.</p>
      <RadioGroup
        context={context}
        field="reason"
        legend="Why can’t you take this referral?"
        choices={DECLINE_CHOICES}
      />
      <CommentsField context={context} label="Comments (optional)" hint={COMMENTS_HINT} />
    </ActForm>
  );
}
