import { Layout, renderPage } from '../../../pages/components/layout';
import { Need } from './need';
import type { LinkSummaryView } from '../../../pages/view-models';

/**
 * What the link shows: nothing personal, and one button. The button posts to the page's own address. So the signed
 * token is only in the address bar, never in the page.
 */
export function renderLinkSummaryPage(view: LinkSummaryView): string {
  return renderPage(
    <Layout view={view} title="A referral for you">
      <p class="al-eyebrow">For {view.organizationName}</p>
      <h1>A consumer needs your help</h1>
      <Need need={view.need} zone={view.zone} program={view.program} />
      <p>
        {view.need.acceptBy === null
          ? 'The next page shows who the consumer is and how to reach them. '
          : 'On the next page you tell us whether you can take this referral. Then it shows who the consumer is. '}
        It is for {view.organizationName} only.
      </p>
      <form method="post">
        <button class="usa-button usa-button--big" type="submit">
          Open the referral
        </button>
      </form>
    </Layout>,
  );
}
