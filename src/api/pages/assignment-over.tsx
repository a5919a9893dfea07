import { RESOLUTION_WORDS } from '../../domain/terms';
import { formatInstant } from '../../domain/wording';
import { Layout, renderPage } from './components/layout';
import { Notice } from './components/notice';
import type { AssignmentOverView, OverReason } from './view-models';

/** In place of an assignment that is over, its own last act included: that it is over and why, nobody's data. */
export function renderAssignmentOverPage(view: AssignmentOverView): string {
  const { heading, text } = WORDS[view.reason];
  return renderPage(
    <Layout view={view} title="Referral closed">
      <Notice notice={view.notice} />
      <h1>{heading}</h1>
      <p class="al-lead">{text}</p>
      {view.resolution !== null && (
        <p>
          Recorded: <strong>{RESOLUTION_WORDS[view.resolution]}</strong>
        </p>
      )}
      {view.endedAt !== null && <p>Since {formatInstant(view.endedAt, view.zone)}.</p>}
      <p>To protect the consumer, we no longer show their information here.</p>
      <p>
        If something is not right, write to us and give this reference:{' '}
        <span class="al-breakable">{view.reference}</span>
      </p>
    </Layout>,
  );
}

const WORDS: Record<OverReason, { readonly heading: string; readonly text: string }> = {
  resolved: { heading: 'This referral is closed', text: 'Thank you. You told us how it ended.' },
  declined: {
    heading: 'You declined this referral',
    text: 'Thank you for telling us. You do not need to do anything more.',
  },
  withdrawn: {
    heading: 'This referral was withdrawn',
    text: 'The consumer does not need your help with this any more. Please do not contact them about it.',
  },
  reassigned: {
    heading: 'Another organization has this referral now',
    text: 'We gave it to another organization. Please do not contact the consumer about it.',
  },
  'timed-out': {
    heading: 'Your time for this referral has ended',
    text: 'We did not hear from you in time, so we gave it to another organization.',
  },
  undeliverable: {
    heading: 'This referral was sent elsewhere',
    text: 'Our mail to your organization was refused, so we gave it to another organization.',
  },
};
