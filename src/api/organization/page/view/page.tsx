import { formatInstant } from '../../../../domain/wording';
import { ErrorSummary } from '../../../pages/components/error-summary';
import { Layout, renderPage } from '../../../pages/components/layout';
import { Notice } from '../../../pages/components/notice';
import { OrganizationActs } from './acts';
import { OnRecord, Referrals, Requests } from './sections';
import type { OrganizationSummaryView, OrganizationView } from './view-models';

/** What the organization's link shows: a name and a button. */
export function renderOrganizationSummaryPage(view: OrganizationSummaryView): string {
  return renderPage(
    <Layout view={view} title="Your organization">
      <p class="al-eyebrow">For {view.organizationName}</p>
      <h1>Your organization’s page</h1>
      <p>
        On the next page you see what we have on record. You can change your address for referrals, take a
        break, or ask us something.
      </p>
      <form method="post">
        <button class="usa-button usa-button--big" type="submit">
          Open the page
        </button>
      </form>
    </Layout>,
  );
}

/** The organization's own page. Shows nothing about consumers. */
export function renderOrganizationPage(view: OrganizationView): string {
  const { notice, forms } = view;
  const failed =
    notice?.kind === 'error' || notice?.kind === 'warning' || forms.some(({ errors }) => errors.length > 0);
  return renderPage(
    <Layout view={view} title={failed ? 'Error: Your organization' : 'Your organization'}>
      {forms.map((form) => (
        <ErrorSummary context={{ name: form.name, form }} />
      ))}
      <Notice notice={notice} />
      <p class="al-eyebrow">Your organization</p>
      <h1>{view.organizationName}</h1>
      <div class="al-columns">
        <div class="al-columns__facts">
          <OnRecord view={view} />
          <Requests view={view} />
        </div>
        <div class="al-columns__acts">
          <OrganizationActs view={view} />
        </div>
      </div>
      <Referrals view={view} />
      <p class="al-fine-print">
        This page closes on {formatInstant(view.sessionEndsAt, view.zone)}. The link in our mails opens it
        again.
      </p>
    </Layout>,
  );
}
