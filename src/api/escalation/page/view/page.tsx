import type { JSX } from 'preact';
import { ESCALATIONS } from '../../../../domain/escalation/table';
import { capitalized, countyName } from '../../../../domain/terms';
import { ASSISTER_TYPE_WORDS } from '../../../../domain/words';
import { formatInstant } from '../../../../domain/wording';
import { ErrorSummary } from '../../../pages/components/error-summary';
import { Fact, Facts } from '../../../pages/components/facts';
import { Layout, renderPage } from '../../../pages/components/layout';
import { Notice } from '../../../pages/components/notice';
import { EscalationActs } from './acts';
import { Changes, Choices, History, Referrals, RequestFacts, Told } from './sections';
import type { EscalationView } from './view-models';

/** One escalation: what is known of it, and exactly the acts that help. */
export function renderEscalationPage(view: EscalationView): string {
  const { notice, forms, zone, cause } = view;
  const failed =
    notice?.kind === 'error' || notice?.kind === 'warning' || forms.some(({ errors }) => errors.length > 0);
  return renderPage(
    <Layout view={view} title={failed ? 'Error: Escalation' : 'Escalation'}>
      {forms.map((form) => (
        <ErrorSummary context={{ name: form.name, form }} />
      ))}
      <Notice notice={notice} />
      <p class="al-eyebrow">{view.open ? 'Needs you' : 'This escalation is over'}</p>
      <h1>{ESCALATIONS[view.kind].words}</h1>
      {cause !== null && <p class="al-lead al-breakable">{cause}</p>}
      <div class="al-columns">
        <div class="al-columns__facts">
          <Standing view={view} />
          <RequestFacts view={view} />
          <Changes view={view} />
          <Told view={view} />
          <Referrals view={view} />
          <Choices view={view} />
        </div>
        <div class="al-columns__acts">
          <EscalationActs view={view} />
        </div>
      </div>
      <History view={view} />
      <p class="al-fine-print">
        This page closes on {formatInstant(view.sessionEndsAt, zone)}. The link in the mail opens it again.
      </p>
    </Layout>,
  );
}

function Standing({ view }: { readonly view: EscalationView }): JSX.Element {
  const { zone, county, assisterType, organizationName, contactEmail, occurrences } = view;
  const term = view.program.terms.county;
  return (
    <section aria-labelledby="standing">
      <h2 id="standing">What is known</h2>
      <Facts>
        {organizationName !== null && <Fact label="Organization">{organizationName}</Fact>}
        {contactEmail !== null && (
          <Fact label="Its address for leads">
            <span class="al-breakable">{contactEmail}</span>
          </Fact>
        )}
        {county !== null && <Fact label={capitalized(term.one)}>{countyName(county, term)}</Fact>}
        {assisterType !== null && <Fact label="Type of assister">{ASSISTER_TYPE_WORDS[assisterType]}</Fact>}
        <Fact label="Since">{formatInstant(view.openedAt, zone)}</Fact>
        {occurrences > 1 && <Fact label="How often">{`${occurrences} times`}</Fact>}
        {view.open && (
          <Fact label="Please act by">
            {formatInstant(view.dueAt, zone)}{' '}
            {view.overdue && <span class="usa-tag al-tag al-tag--breached">Overdue</span>}
          </Fact>
        )}
        <Fact label="Owner">
          <span class="al-breakable">{view.owner}</span>
        </Fact>
      </Facts>
    </section>
  );
}
