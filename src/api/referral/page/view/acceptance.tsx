import { AcceptForm, DeclineForm } from './act-forms';
import { Act } from '../../../pages/components/act';
import { ErrorSummary } from '../../../pages/components/error-summary';
import { Layout, renderPage } from '../../../pages/components/layout';
import { Need } from './need';
import { Notice } from '../../../pages/components/notice';
import { SmallPrint } from '../../../pages/components/small-print';
import { isTypedIn } from '../../../pages/forms-state';
import type { AcceptanceView } from '../../../pages/view-models';

/**
 * The page behind the link's button until the referral is accepted: what help is needed, where, in which language, and
 * by when to answer. Nothing personal. Also the answer to a form that came back.
 */
export function renderAcceptancePage(view: AcceptanceView): string {
  const { accept, decline, token } = view;
  const open = isTypedIn(decline) ? 'decline' : 'accept';
  const failed = accept.errors.length + decline.errors.length > 0;
  return renderPage(
    <Layout view={view} title={failed ? 'Error: Can you take this referral?' : 'Can you take this referral?'}>
      <ErrorSummary context={{ name: 'accept', form: accept }} />
      <ErrorSummary context={{ name: 'decline', form: decline }} />
      <Notice notice={view.notice} />
      <p class="al-eyebrow">Referral for {view.organizationName}</p>
      <h1>Can you take this referral?</h1>
      <Need need={view.need} zone={view.zone} program={view.program} />
      <p>
        Once you have accepted it, this page shows who the consumer is and how to reach them. If we do not
        hear from you in time, we ask another organization. To decline is as good an answer as to accept.
      </p>
      <section aria-labelledby="acts">
        <h2 id="acts">Your answer</h2>
        <Act title="We can take this referral" name="accept" open={open}>
          <AcceptForm form={accept} token={token} appointmentDays={view.program.appointmentDays} />
        </Act>
        <Act title="We cannot take this referral" name="decline" open={open}>
          <DeclineForm form={decline} token={token} />
        </Act>
      </section>
      <section aria-labelledby="why">
        <h2 id="why">Why your organization</h2>
        <p>{view.whyChosen}</p>
      </section>
      <SmallPrint view={view} sentAt={null} />
    </Layout>,
  );
}
