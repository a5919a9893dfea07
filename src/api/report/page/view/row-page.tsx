import { formatCalendarDate, formatInstant } from '../../../../domain/wording';
import { DateFields } from '../../../pages/components/date-fields';
import { ErrorSummary } from '../../../pages/components/error-summary';
import { Fact, Facts } from '../../../pages/components/facts';
import { ActForm } from '../../../pages/components/form';
import { Layout, renderPage } from '../../../pages/components/layout';
import { Notice } from '../../../pages/components/notice';
import { RadioGroup } from '../../../pages/components/radio-group';
import { CommentsField } from '../../../pages/components/text-fields';
import { CONTACT_MADE_CHOICES, RESOLUTION_CHOICES } from './choices';
import { RowState } from './consumers';
import { REVISION_FIELD, ROW_FORM, THEN_FIELD, THEN_REPORT } from './forms';
import type { ReportRowView } from './view-models';
import type { StatementSource } from '../../../../domain/vocabulary';

const TO_REPORT = 'Save and go back to the report';

/** One consumer of a report: what is known, and the form to say what happened. Holds personal data. */
export function renderReportRowPage(view: ReportRowView): string {
  const { notice, form, hasNext, said, status } = view;
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
          <RowState status={status} />
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
            {...{ context, field: 'resolution', choices: RESOLUTION_CHOICES }}
            legend="Resolution: how did it end?"
            hint="If you did not reach the consumer, only three answers are possible. The others say so."
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

/** After `You told us`. */
const SOURCE_WORDS: Record<StatementSource, string> = {
  link: 'on the referral’s own page',
  form: 'on this page',
  workbook: 'in your spreadsheet',
  api: 'through our program interface',
};
