import type { JSX } from 'preact';
import type { EscalationAct } from '../../../../domain/escalation/acts';
import { ActForm } from '../../../pages/components/form';
import { Fields } from './fields';
import type { EscalationFormView, EscalationView } from './view-models';

/** What can be done now. What helps first is unfolded. After a refused act, its form is unfolded instead. */
export function EscalationActs({ view }: { readonly view: EscalationView }): JSX.Element {
  const { forms, token } = view;
  const open = forms.find(isTypedIn) ?? forms[0];
  if (open === undefined) {
    return (
      <section aria-labelledby="acts">
        <h2 id="acts">Nothing is left to do</h2>
        <p>This escalation is closed. The history says how.</p>
      </section>
    );
  }
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">What you can do</h2>
      {forms.map((form) => (
        <details class="al-act" open={form === open}>
          <summary>
            <h3>{TITLES[form.name]}</h3>
          </summary>
          <div class="al-act__body">
            <ActForm name={form.name} form={form} token={token} submitLabel={BUTTONS[form.name]}>
              <Fields form={form} view={view} />
            </ActForm>
          </div>
        </details>
      ))}
    </section>
  );
}

const TITLES: Record<EscalationAct, string> = {
  give: 'Give the referral to an organization',
  contact: 'Record the contact for the organization',
  held: 'Record the appointment for the organization',
  withdraw: 'Close the referral as withdrawn',
  capacity: 'Raise a capacity',
  lift: 'End a suspension',
  address: 'Enter the right address',
  reroute: 'Give its open referrals to others',
  suspend: 'Suspend the organization',
  answer: 'Answer the request',
  close: 'Close the escalation with a note',
};

const BUTTONS: Record<EscalationAct, string> = {
  give: 'Give the referral',
  contact: 'Record the contact',
  held: 'Record the appointment',
  withdraw: 'Close the referral',
  capacity: 'Set the capacity',
  lift: 'End the suspension',
  address: 'Save the address',
  reroute: 'Give them to others',
  suspend: 'Suspend',
  answer: 'Send the answer',
  close: 'Close the escalation',
};

function isTypedIn({ errors, values }: EscalationFormView): boolean {
  return errors.length > 0 || Object.values(values).some((value) => value !== '');
}
