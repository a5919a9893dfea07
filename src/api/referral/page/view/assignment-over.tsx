import { overWords } from '../../../../domain/referral/over-words';
import { termWords } from '../../../../domain/terms';
import { formatInstant } from '../../../../domain/wording';
import { Layout, renderPage } from '../../../pages/components/layout';
import { Notice } from '../../../pages/components/notice';
import type { AssignmentOverView } from '../../../pages/view-models';

/** Shown when an assignment is over, also after its own last act. Says that it is over and why. Holds nobody's data. */
export function renderAssignmentOverPage(view: AssignmentOverView): string {
  const { terms } = view.program;
  const { heading, text } = overWords(view.reason, terms.county);
  return renderPage(
    <Layout view={view} title="Referral closed">
      <Notice notice={view.notice} />
      <h1>{heading}</h1>
      <p class="al-lead">{text}</p>
      {view.why !== null && (
        <p>
          Reason: <strong>{view.why}</strong>
        </p>
      )}
      {view.resolution !== null && (
        <p>
          Recorded: <strong>{termWords(terms.resolutions, view.resolution)}</strong>
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
