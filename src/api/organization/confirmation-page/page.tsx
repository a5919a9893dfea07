import { ErrorSummary } from '../../pages/components/error-summary';
import { ActForm } from '../../pages/components/form';
import { Layout, renderPage } from '../../pages/components/layout';
import { Notice } from '../../pages/components/notice';
import { RadioGroup } from '../../pages/components/radio-group';
import { CONFIRM_CHOICES } from '../page/view/choices';
import type {
  ContactConfirmationView,
  ContactSettledView,
  OrganizationSummaryView,
} from '../page/view/view-models';

/** What the link in the mail to a new address shows. Neither the link nor its button confirms anything. */
export function renderContactSummaryPage(view: OrganizationSummaryView): string {
  return renderPage(
    <Layout view={view} title="New address for referrals">
      <p class="al-eyebrow">For {view.organizationName}</p>
      <h1>New address for referrals</h1>
      <p>On the next page you tell us whether referrals should come to this mailbox.</p>
      <form method="post">
        <button class="usa-button usa-button--big" type="submit">
          Go on
        </button>
      </form>
    </Layout>,
  );
}

/** The one question. A person chooses the answer. */
export function renderContactConfirmationPage(view: ContactConfirmationView): string {
  const context = { name: 'confirmation', form: view.form };
  const failed = view.notice !== null || view.form.errors.length > 0;
  return renderPage(
    <Layout view={view} title={failed ? 'Error: New address' : 'New address for referrals'}>
      <ErrorSummary context={context} />
      <Notice notice={view.notice} />
      <p class="al-eyebrow">For {view.organizationName}</p>
      <h1>Should referrals come to this address?</h1>
      <p>
        {view.organizationName} asked us to send its referrals to{' '}
        <strong class="al-breakable">{view.newAddress}</strong>. Until you confirm it, they go to the old
        address.
      </p>
      <ActForm name="confirmation" form={view.form} token={view.token} submitLabel="Send my answer">
        <RadioGroup context={context} field="outcome" legend="Your answer" choices={CONFIRM_CHOICES} />
      </ActForm>
    </Layout>,
  );
}

export function renderContactSettledPage(view: ContactSettledView): string {
  const { heading, text } = WORDS[view.outcome];
  return renderPage(
    <Layout view={view} title={heading}>
      <p class="al-eyebrow">For {view.organizationName}</p>
      <h1>{heading}</h1>
      <p class="al-lead">{text}</p>
    </Layout>,
  );
}

const WORDS: Record<ContactSettledView['outcome'], { readonly heading: string; readonly text: string }> = {
  confirmed: {
    heading: 'The new address is confirmed',
    text: 'Referrals come to it from now on. We have told the old address.',
  },
  refused: {
    heading: 'The address was not changed',
    text: 'Referrals go on to the old address. You do not need to do anything more.',
  },
  expired: {
    heading: 'It is too late to confirm',
    text: 'Referrals go on to the old address. The organization can ask again on its page.',
  },
};
