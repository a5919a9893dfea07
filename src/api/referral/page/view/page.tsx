import type { JSX } from 'preact';
import { nameOf } from '../../../../domain/referral/lead';
import { Acts } from './acts';
import { Changed } from './changed';
import { Answers, Consumer } from './consumer';
import { History } from './history';
import { Standing } from './standing';
import { ErrorSummary } from '../../../pages/components/error-summary';
import { Layout, renderPage } from '../../../pages/components/layout';
import { Notice } from '../../../pages/components/notice';
import { SmallPrint } from '../../../pages/components/small-print';
import { FORM_NAMES, type FormName } from '../../../pages/forms';
import type { ActFormView, AssignmentView } from '../../../pages/view-models';

/**
 * Everything an assister needs for one referral, and every act that is possible now. Holds personal data, so it is only
 * behind the link's button. Also the answer to an act that was refused or could not be taken. Then it has errors, a
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
      <h1>{nameOf(view.lead.consumer)}</h1>
      <Changed changed={view.changed} zone={view.zone} />
      <Standing view={view} />
      <div class="al-columns">
        <div class="al-columns__facts">
          <Consumer lead={view.lead} program={view.program} />
          <Answers lead={view.lead} program={view.program} />
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
