import type { JSX } from 'preact';
import { Acts } from './assignment/acts';
import { Changed } from './assignment/changed';
import { Answers, Consumer } from './assignment/consumer';
import { History } from './assignment/history';
import { Standing } from './assignment/standing';
import { ErrorSummary } from './components/error-summary';
import { Layout, renderPage } from './components/layout';
import { Notice } from './components/notice';
import { SmallPrint } from './components/small-print';
import { FORM_NAMES, type FormName } from './forms';
import type { ActFormView, AssignmentView } from './view-models';

/**
 * Everything an assister needs for one referral, and every act that is possible now. Holds personal data: only
 * behind the link's button. Also the answer to an act that was refused or could not be taken: with errors, a
 * notice, and what was typed.
 */
export function renderAssignmentPage(view: AssignmentView): string {
  const failed =
    view.notice?.kind === 'error' ||
    view.notice?.kind === 'warning' ||
    forms(view).some(({ form }) => form.errors.length > 0);
  return renderPage(
    <Layout view={view} title={failed ? 'Error: Referral' : 'Referral'}>
      <Errors view={view} />
      <Notice notice={view.notice} />
      <p class="al-eyebrow">Referral for {view.organizationName}</p>
      <h1>{`${view.lead.consumer.firstName} ${view.lead.consumer.lastName}`}</h1>
      <Changed changed={view.changed} zone={view.zone} />
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
      <SmallPrint view={view} sentAt={view.sentAt} />
    </Layout>,
  );
}

function Errors({ view }: { readonly view: AssignmentView }): JSX.Element {
  return (
    <>
      {forms(view).map((context) => (
        <ErrorSummary context={context} />
      ))}
    </>
  );
}

function forms(view: AssignmentView): { name: FormName; form: ActFormView }[] {
  return FORM_NAMES.flatMap((name) => {
    const form = name === 'accept' ? null : view.forms[name];
    return form === null ? [] : [{ name, form }];
  });
}
