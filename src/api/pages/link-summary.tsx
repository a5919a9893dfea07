import type { JSX } from 'preact';
import { ASSISTANCE_WORDS, countyName, languageName } from '../../domain/terms';
import { formatInstant } from '../../domain/wording';
import { Fact, Facts } from './components/facts';
import { Layout, renderPage } from './components/layout';
import { MilestoneTag } from './components/milestone-tag';
import type { LinkSummaryView } from './view-models';

/**
 * What following the link shows: nothing personal, and one button. The button posts to the page's own address,
 * so the signed token stands in the address bar only and never in the page.
 */
export function renderLinkSummaryPage(view: LinkSummaryView): string {
  return renderPage(
    <Layout view={view} title="A referral for you">
      <p class="al-eyebrow">For {view.organizationName}</p>
      <h1>A consumer needs your help</h1>
      <Facts>
        <Fact label="Contact the consumer by">
          <ContactDeadline view={view} />
        </Fact>
        <Fact label="Kind of help">
          {view.assistance.map((kind) => ASSISTANCE_WORDS[kind]).join('; ') || 'Not stated'}
        </Fact>
        <Fact label="County">{countyName(view.county)}</Fact>
        <Fact label="Language">{languageName(view.language)}</Fact>
      </Facts>
      <p>
        The next page shows who the consumer is and how to reach them. It is for {view.organizationName} only.
      </p>
      <form method="post">
        <button class="usa-button usa-button--big" type="submit">
          Open the referral
        </button>
      </form>
    </Layout>,
  );
}

function ContactDeadline({ view: { contact, zone } }: { readonly view: LinkSummaryView }): JSX.Element {
  if (contact === null) return <>As soon as possible</>;
  return (
    <>
      {formatInstant(contact.dueAt, zone)} <MilestoneTag state={contact.state} />
    </>
  );
}
