import { MailLink, PhoneLink } from './components/links';
import { Layout, renderPage } from './components/layout';
import type { LinkProblem, LinkProblemView } from './view-models';

/** A signed link that opens nothing. Says what is wrong with it, and whom to write to. */
export function renderLinkProblemPage(view: LinkProblemView): string {
  const { heading, text } = WORDS[view.problem];
  const { program } = view;
  return renderPage(
    <Layout view={view} title={heading}>
      <h1>{heading}</h1>
      <p class="al-lead">{text}</p>
      <p>
        Write to <MailLink address={program.spocEmail} /> or call{' '}
        <PhoneLink number={program.helpPhone} country={program.country} /> if you still need what it was for.
      </p>
    </Layout>,
  );
}

const WORDS: Record<LinkProblem, { readonly heading: string; readonly text: string }> = {
  expired: {
    heading: 'This link has expired',
    text: 'Links in our mails work for a limited time. The time for this one has passed.',
  },
  revoked: {
    heading: 'This link no longer works',
    text: 'We have turned this link off. A newer mail may hold a link that works.',
  },
  altered: {
    heading: 'This link is not complete',
    text: 'The address is not the one we sent. Please press the link in our mail, or copy all of it.',
  },
  over: {
    heading: 'This referral is closed',
    text: 'The link was for a referral that is no longer with your organization.',
  },
  unknown: {
    heading: 'We do not know this link',
    text: 'Nothing belongs to this link here. Please press the link in our mail once more, or copy all of it.',
  },
};
