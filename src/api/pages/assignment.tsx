import type { JSX } from 'preact';
import { formatInstant } from '../../domain/wording';
import { Acts } from './assignment/acts';
import { Answers, Consumer } from './assignment/consumer';
import { History } from './assignment/history';
import { Standing } from './assignment/standing';
import { ErrorSummary } from './components/error-summary';
import { Layout, renderPage } from './components/layout';
import { Notice } from './components/notice';
import { FORM_NAMES } from './forms';
import type { AssignmentView } from './view-models';

/**
 * Everything an assister needs for one referral, and every act that is possible now. Holds personal data: only
 * behind the link's button. Also the answer to an act that was refused or could not be taken: with errors, a
 * notice, and what was typed.
 */
export function renderAssignmentPage(view: AssignmentView): string {
  const failed =
    view.notice?.kind === 'error' ||
    view.notice?.kind === 'warning' ||
    FORM_NAMES.some((name) => (view.forms[name]?.errors.length ?? 0) > 0);
  return renderPage(
    <Layout view={view} title={failed ? 'Error: Referral' : 'Referral'}>
      <Errors view={view} />
      <Notice notice={view.notice} />
      <p class="al-eyebrow">Referral for {view.organizationName}</p>
      <h1>{`${view.lead.consumer.firstName} ${view.lead.consumer.lastName}`}</h1>
      <Standing view={view} />
      <div class="al-columns">
        <div class="al-columns__facts">
          <Consumer lead={view.lead} state={view.program.state} />
          <Answers lead={view.lead} />
        </div>
        <div class="al-columns__acts">
          <Acts view={view} />
        </div>
      </div>
      <History view={view} />
      <p class="al-fine-print">
        {view.sentAt !== null && `Sent ${formatInstant(view.sentAt, view.zone)}. `}
        Reference: <span class="al-breakable">{view.reference}</span>
      </p>
      <p class="al-fine-print">
        To protect the consumer, this page closes on {formatInstant(view.sessionEndsAt, view.zone)}. The link
        in your mail opens it again.
      </p>
    </Layout>,
  );
}

function Errors({ view }: { readonly view: AssignmentView }): JSX.Element {
  return (
    <>
      {FORM_NAMES.map((name) => {
        const form = view.forms[name];
        return form && <ErrorSummary context={{ name, form }} />;
      })}
    </>
  );
}
