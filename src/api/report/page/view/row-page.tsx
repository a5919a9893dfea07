import type { JSX } from 'preact';
import { formatCalendarDate, formatInstant } from '../../../../domain/wording';
import { DateFields } from '../../../pages/components/date-fields';
import { ErrorSummary } from '../../../pages/components/error-summary';
import { Fact, Facts } from '../../../pages/components/facts';
import { ActForm } from '../../../pages/components/form';
import { Layout, renderPage } from '../../../pages/components/layout';
import { Notice } from '../../../pages/components/notice';
import { RadioGroup } from '../../../pages/components/radio-group';
import { CommentsField } from '../../../pages/components/text-fields';
import { CONTACT_MADE_CHOICES, resolutionChoices, withoutContactHint } from './choices';
import { RowState } from './consumers';
import { REVISION_FIELD, ROW_FORM, THEN_FIELD, THEN_REPORT } from './forms';
import type { ReportRowView } from './view-models';
import type { Zone } from '../../../../domain/time';
import type { StatementSource } from '../../../../domain/vocabulary';

const TO_REPORT = 'Save and go back to the report';

/** One consumer of a report: what is known, and the form to say what happened. Holds personal data. */
export function renderReportRowPage(view: ReportRowView): string {
  const { notice, form, hasNext, said, status } = view;
  const { resolutions } = view.program.terms;
  const failed = notice?.kind === 'error' || notice?.kind === 'warning' || form.errors.length > 0;
  const context = { name: ROW_FORM, form };
  return renderPage(
    <Layout view={view} title={failed ? 'Error: Answer in your report' : 'Answer in your report'}>
      <ErrorSummary context={context} />
      <Notice notice={notice} />
      <p>
        <a class="usa-link" href={view.reportHref}>
          Back to the report
        </a>{' '}
        {`(${view.missing} of ${view.rowCount} still missing)`}
      </p>
      <p class="al-eyebrow">Report of {view.organizationName}</p>
      <h1>{view.consumerName}</h1>
      <Facts>
        <Fact label="Date referred">{formatCalendarDate(view.referredOn)}</Fact>
        <Fact label="Reference">
          <span class="al-breakable">{view.reference}</span>
        </Fact>
        <Fact label="Your answer">
          <RowState status={status} resolutions={resolutions} />
        </Fact>
      </Facts>
      {status.kind === 'over' && (
        <p>You do not need to answer for this consumer. If you know more, you can still tell us.</p>
      )}
      {said !== null && (
        <p>
          {`You told us ${SOURCE_WORDS[said.source]} on ${formatInstant(said.at, view.zone)}. Please check it, and change what is not right.`}
        </p>
      )}
      {view.kept !== null && <Kept kept={view.kept} zone={view.zone} />}
      {view.beforeReferral && (
        <p>
          The contact date is before the day of the referral. Please check that its day and year are right.
        </p>
      )}
      <section aria-labelledby="answer" class="al-row-form">
        <h2 id="answer">What happened?</h2>
        <ActForm
          {...context}
          token={view.token}
          submitLabel={hasNext ? 'Save and go to the next one' : TO_REPORT}
          other={hasNext ? { label: TO_REPORT, name: THEN_FIELD, value: THEN_REPORT } : undefined}
        >
          <input type="hidden" name={REVISION_FIELD} value={view.revision} />
          <RadioGroup
            {...{ context, field: 'outcome', choices: CONTACT_MADE_CHOICES }}
            legend="Contact Made: did you reach the consumer?"
          />
          <DateFields
            context={context}
            legend="Contact Date"
            hint="The day you reached them. Leave it empty if you did not. For example: January 5, 2026"
          />
          <RadioGroup
            {...{ context, field: 'resolution', choices: resolutionChoices(resolutions) }}
            legend="Resolution: how did it end?"
            hint={withoutContactHint(resolutions)}
          />
          <CommentsField
            context={context}
            label="Comments (optional)"
            hint="Up to 2,000 characters. Please leave out Social Security numbers and health details."
          />
        </ActForm>
      </section>
      <p class="al-fine-print">
        You can save a part now and the rest later. To protect the consumers, this page closes on{' '}
        {formatInstant(view.sessionEndsAt, view.zone)}. The link in your mail opens it again.
      </p>
    </Layout>,
  );
}

/** Says where the answers in the form come from, and that they do not count yet. */
function Kept({
  kept,
  zone,
}: {
  readonly kept: NonNullable<ReportRowView['kept']>;
  readonly zone: Zone;
}): JSX.Element {
  return (
    <div class="usa-alert usa-alert--warning">
      <div class="usa-alert__body">
        <h2 class="usa-alert__heading">This answer from your spreadsheet is not saved yet</h2>
        <p class="usa-alert__text">
          {[
            `We got the spreadsheet on ${formatInstant(kept.at, zone)} and could not take this row.`,
            ...kept.problems,
            'What you typed there is filled in below. Check it, correct what is wrong, and save it.',
          ].join(' ')}
        </p>
      </div>
    </div>
  );
}

/** After `You told us`. */
const SOURCE_WORDS: Record<StatementSource, string> = {
  link: 'on the referral’s own page',
  form: 'on this page',
  workbook: 'in your spreadsheet',
  api: 'through our program interface',
};
