import type { JSX } from 'preact';
import { formatCalendarDate, formatDate } from '../../../../domain/wording';
import { Fact, Facts } from '../../../pages/components/facts';
import type { ReportSummaryView, ReportStatus } from './view-models';

interface ProgressProps {
  readonly view: ReportSummaryView;
}

const STATE_WORDS: Record<ReportStatus, string> = {
  open: 'Open',
  late: 'Late',
  complete: 'Complete',
  'complete-late': 'Complete',
};

/** Which report it is, when it is due, and how much of it is still missing. */
export function ReportFacts({ view }: ProgressProps): JSX.Element {
  const { from, to, dueOn, status } = view;
  return (
    <Facts>
      <Fact label="Program season">{view.seasonName}</Fact>
      <Fact label="Referrals sent">{`${formatCalendarDate(from)} to ${formatCalendarDate(to)}`}</Fact>
      <Fact label="Due back by">
        {formatDate(dueOn)}{' '}
        <span class={`usa-tag al-tag al-tag--report-${status}`}>{STATE_WORDS[status]}</span>
      </Fact>
      <Fact label="Consumers">{consumersWords(view)}</Fact>
    </Facts>
  );
}

function consumersWords({ rowCount, missing }: ReportSummaryView): string {
  if (rowCount === 0) return 'None in this period';
  return `${rowCount}, ${missing === 0 ? 'none missing' : `${missing} still missing`}`;
}

/** A bar of what is answered, with the same in words. */
export function Progress({ view: { rowCount, missing } }: ProgressProps): JSX.Element | null {
  if (rowCount === 0) return null;
  const answered = rowCount - missing;
  return (
    <div class="al-progress">
      <p id="progress-words">
        <strong>{`${answered} of ${rowCount}`}</strong> answered
        {missing > 0 && `, ${missing} still missing`}
      </p>
      <progress aria-labelledby="progress-words" max={rowCount} value={answered}>
        {`${Math.floor((answered / rowCount) * 100)} %`}
      </progress>
    </div>
  );
}

/** The next thing to do, in one or two sentences. */
export function whatNext({ status, missing, dueOn, rowCount }: ReportSummaryView): string {
  switch (status) {
    case 'complete':
      return rowCount === 0
        ? 'We sent you no referrals in this period. You do not need to do anything.'
        : 'Your report is complete. Thank you. You can still change an answer below.';
    case 'complete-late':
      return 'Your report is complete. Thank you. It came after its due date, and we took it. You can still change an answer below.';
    case 'late':
      return `This report was due by the end of ${formatDate(dueOn)}. We still take it. Please answer the ${consumers(missing)} that ${missing === 1 ? 'is' : 'are'} missing as soon as you can.`;
    case 'open':
      return `Please tell us what happened to the ${consumers(missing)} that ${missing === 1 ? 'is' : 'are'} still missing, by the end of ${formatDate(dueOn)}.`;
    default:
      return status satisfies never;
  }
}

function consumers(count: number): string {
  return count === 1 ? '1 consumer' : `${count} consumers`;
}
