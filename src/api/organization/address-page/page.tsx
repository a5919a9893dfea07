import { ErrorSummary } from '../../pages/components/error-summary';
import { ActForm } from '../../pages/components/form';
import { Layout, renderPage } from '../../pages/components/layout';
import { Notice } from '../../pages/components/notice';
import { RadioGroup } from '../../pages/components/radio-group';
import { ADDRESS_CHOICES } from '../page/view/choices';
import type {
  AddressQuestionView,
  AddressSettledView,
  AddressSummaryView,
  AskedAddress,
} from '../page/view/view-models';

/** What the link in the mail to either address shows. Neither the link nor its button answers anything. */
export function renderAddressSummaryPage(view: AddressSummaryView): string {
  return renderPage(
    <Layout view={view} title="New address for referrals">
      <p class="al-eyebrow">For {view.organizationName}</p>
      <h1>New address for referrals</h1>
      <p>{SUMMARIES[view.asked]}</p>
      <form method="post">
        <button class="usa-button usa-button--big" type="submit">
          Go on
        </button>
      </form>
    </Layout>,
  );
}

const SUMMARIES: Record<AskedAddress, string> = {
  new: 'On the next page you tell us whether referrals should come to this mailbox.',
  old: 'On the next page you tell us whether referrals should go to another mailbox, or you stop it.',
};

/** The one question. A person chooses the answer. */
export function renderAddressQuestionPage(view: AddressQuestionView): string {
  const context = { name: 'confirmation', form: view.form };
  const failed = view.notice?.kind === 'error' || view.form.errors.length > 0;
  return renderPage(
    <Layout view={view} title={failed ? 'Error: New address' : 'New address for referrals'}>
      <ErrorSummary context={context} />
      <Notice notice={view.notice} />
      <p class="al-eyebrow">For {view.organizationName}</p>
      <h1>{QUESTIONS[view.asked]}</h1>
      <p>
        We were asked to send the referrals of {view.organizationName} to{' '}
        <strong class="al-breakable">{view.newAddress}</strong>. They go to the old address until the new one
        confirms it, and the old one or we agree.
      </p>
      <ActForm name="confirmation" form={view.form} token={view.token} submitLabel="Send my answer">
        <RadioGroup
          context={context}
          field="outcome"
          legend="Your answer"
          choices={ADDRESS_CHOICES[view.asked]}
        />
      </ActForm>
    </Layout>,
  );
}

const QUESTIONS: Record<AskedAddress, string> = {
  new: 'Should referrals come to this address?',
  old: 'Should referrals go to another address?',
};

export function renderAddressSettledPage(view: AddressSettledView): string {
  const { heading, text } = WORDS[view.asked][view.outcome];
  return renderPage(
    <Layout view={view} title={heading}>
      <p class="al-eyebrow">For {view.organizationName}</p>
      <h1>{heading}</h1>
      <p class="al-lead">{text}</p>
    </Layout>,
  );
}

type Words = Record<AddressSettledView['outcome'], { readonly heading: string; readonly text: string }>;

const WORDS: Record<AskedAddress, Words> = {
  new: {
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
  },
  old: {
    confirmed: {
      heading: 'Referrals go to the new address now',
      text: 'Links in our mails to the old address do not work any more.',
    },
    refused: {
      heading: 'The address was not changed',
      text: 'Referrals go on coming to your address. If nobody at your organization asked for another one, please call us.',
    },
    expired: {
      heading: 'The address was not changed',
      text: 'Nobody confirmed the new address in time. Referrals go on coming to your address.',
    },
  },
};
