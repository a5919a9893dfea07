import { ESCALATIONS } from '../../../../domain/escalation/table';
import { capitalized, countyName } from '../../../../domain/terms';
import { formatInstant } from '../../../../domain/wording';
import { Fact, Facts } from '../../../pages/components/facts';
import { Layout, renderPage } from '../../../pages/components/layout';
import type { EscalationSummaryView } from './view-models';

/** What an escalation's link shows: what it is about, and one button. Changes nothing. */
export function renderEscalationSummaryPage(view: EscalationSummaryView): string {
  const { kind, open, organizationName, county, dueAt, zone, program } = view;
  const term = program.terms.county;
  return renderPage(
    <Layout view={view} title="An escalation">
      <p class="al-eyebrow">{open ? 'Needs you' : 'This escalation is over'}</p>
      <h1>{ESCALATIONS[kind].words}</h1>
      <Facts>
        {organizationName !== null && <Fact label="Organization">{organizationName}</Fact>}
        {county !== null && <Fact label={capitalized(term.one)}>{countyName(county, term)}</Fact>}
        {open && <Fact label="Please act by">{formatInstant(dueAt, zone)}</Fact>}
      </Facts>
      <p>
        {open
          ? 'The next page shows what is known and what you can do about it.'
          : 'The next page shows what became of it.'}
      </p>
      <form method="post">
        <button class="usa-button usa-button--big" type="submit">
          Open the escalation
        </button>
      </form>
    </Layout>,
  );
}
