import type { JSX } from 'preact';
import { ActForm } from '../../../pages/components/form';
import { RadioGroup } from '../../../pages/components/radio-group';
import { CommentsField } from '../../../pages/components/text-fields';
import { COMMENTS_HINT, type FormProps } from './act-forms';
import { PAUSE_CHOICES, RESUME_CHOICES } from './choices';

/** Pauses the appointment's clock while the assister waits for the consumer. */
export function PauseForm({ form, token }: FormProps): JSX.Element {
  const context = { name: 'pause', form } as const;
  return (
    <ActForm {...context} token={token} submitLabel="Pause the clock">
      <p>
        This stops the clock for the appointment. When you start it again, you have as many more days as it
        stood still. The time to contact the consumer does not change.
      </p>
      <RadioGroup
        context={context}
        field="reason"
        legend="What are you waiting for?"
        choices={PAUSE_CHOICES}
      />
      <CommentsField context={context} label="Comments (optional)" hint={COMMENTS_HINT} />
    </ActForm>
  );
}

export function ResumeForm({ form, token }: FormProps): JSX.Element {
  const context = { name: 'resume', form } as const;
  return (
    <ActForm {...context} token={token} submitLabel="Start the clock again">
      <p>The appointment is then due later, by as many days as the clock stood still.</p>
      <RadioGroup
        context={context}
        field="outcome"
        legend="Can you go on with the consumer now?"
        choices={RESUME_CHOICES}
      />
    </ActForm>
  );
}
