import type { JSX } from 'preact';
import { REPORT_COLUMN_WORDS } from '../../../../domain/report/workbook';
import { termWords, type Term } from '../../../../domain/terms';
import { formatCalendarDate } from '../../../../domain/wording';
import type { ListPageView, ReportView, RowItemView, RowStatus } from './view-models';

/** Every consumer of the report. Those with something missing come first. Each leads to a form of its own. */
export function Consumers({ view }: { readonly view: ReportView }): JSX.Element | null {
  const { rows, list, rowCount } = view;
  const { resolutions } = view.program.terms;
  if (rowCount === 0) return null;
  return (
    <section aria-labelledby="consumers">
      <h2 id="consumers">Or answer here</h2>
      <p>
        Press a name to tell us what happened. Every answer is saved when you press its button, so you can
        stop at any time and go on later.
      </p>
      <table class="usa-table usa-table--borderless usa-table--stacked al-table">
        <caption>
          {list.count === 1 ? 'Consumers' : `Consumers, page ${list.number} of ${list.count}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Consumer</th>
            <th scope="col">Date referred</th>
            <th scope="col">Your answer</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row row={row} resolutions={resolutions} />
          ))}
        </tbody>
      </table>
      <ListPages list={list} />
    </section>
  );
}

interface RowProps {
  readonly row: RowItemView;
  readonly resolutions: readonly Term[];
}

function Row({ row, resolutions }: RowProps): JSX.Element {
  return (
    <tr>
      <th scope="row" data-label="Consumer">
        <a class="usa-link" href={row.href}>
          {row.consumerName}
        </a>
      </th>
      <td data-label="Date referred">{formatCalendarDate(row.referredOn)}</td>
      <td data-label="Your answer">
        <RowState status={row.status} resolutions={resolutions} />
      </td>
    </tr>
  );
}

/** The state in words. The color only repeats it. */
export function RowState({
  status,
  resolutions,
}: {
  readonly status: RowStatus;
  readonly resolutions: readonly Term[];
}): JSX.Element {
  return (
    <>
      <span class={`usa-tag al-tag al-tag--row-${status.kind}`}>{TAG_WORDS[status.kind]}</span>{' '}
      {detailOf(status, resolutions)}
    </>
  );
}

const TAG_WORDS: Record<RowStatus['kind'], string> = {
  missing: 'Missing',
  complete: 'Complete',
  over: 'Nothing needed',
};

function detailOf(status: RowStatus, resolutions: readonly Term[]): string {
  switch (status.kind) {
    case 'missing':
      return status.columns.map((column) => REPORT_COLUMN_WORDS[column]).join(', ');
    case 'complete':
      return status.resolution === null ? '' : termWords(resolutions, status.resolution);
    case 'over':
      return status.how;
    default:
      return status satisfies never;
  }
}

function ListPages({ list }: { readonly list: ListPageView }): JSX.Element | null {
  const { number, count, previousHref, nextHref } = list;
  if (count === 1) return null;
  return (
    <nav aria-label="Pages of the list" class="al-pages">
      {previousHref !== null && (
        <a class="usa-link" href={previousHref}>
          {`Page ${number - 1}`}
        </a>
      )}
      <span aria-current="page">{`Page ${number} of ${count}`}</span>
      {nextHref !== null && (
        <a class="usa-link" href={nextHref}>
          {`Page ${number + 1}`}
        </a>
      )}
    </nav>
  );
}
