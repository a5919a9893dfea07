import type { JSX } from 'preact';
import type { Zone } from '../../../../domain/time';
import { formatInstant } from '../../../../domain/wording';
import type { FileView, ReportView, ReturnView, RowProblemView } from './view-models';

/** What came of one file, with a row for everything that has to be corrected. */
export function Returned({
  returned,
  zone,
}: {
  readonly returned: ReturnView | null;
  readonly zone: Zone;
}): JSX.Element | null {
  if (returned === null) return null;
  const { toCorrect, taken, unchanged } = returned;
  return (
    <section aria-labelledby="returned" class="al-returned">
      <div class={`usa-alert usa-alert--${toCorrect === 0 ? 'success' : 'warning'}`} role="status">
        <div class="usa-alert__body">
          <h2 class="usa-alert__heading" id="returned">
            {headingOf(returned)}
          </h2>
          <p class="usa-alert__text">
            {`${taken} taken, ${unchanged} without a change, ${toCorrect} to correct.`}{' '}
            {`We got it on ${formatInstant(returned.at, zone)}${returned.inTime ? '' : ', after the due date'}.`}
          </p>
        </div>
      </div>
      {toCorrect > 0 && <Corrections returned={returned} />}
    </section>
  );
}

function headingOf({ toCorrect, taken }: ReturnView): string {
  if (toCorrect > 0) return `We took your file, but ${rows(toCorrect)} to be corrected`;
  return taken === 0 ? 'We got your file. It holds nothing new' : 'We took your file';
}

function rows(count: number): string {
  return count === 1 ? '1 row has' : `${count} rows have`;
}

function Corrections({ returned }: { readonly returned: ReturnView }): JSX.Element {
  const { problems, toCorrect, correctionsHref } = returned;
  return (
    <>
      <p>
        Everything else in your file is saved.{' '}
        {correctionsHref !== null &&
          'Correct these rows in a spreadsheet that holds only them, and send it back below. Or press a consumer’s name to answer here.'}
      </p>
      {correctionsHref !== null && (
        <p>
          <a class="usa-button" href={correctionsHref}>
            Download the rows to correct
          </a>
        </p>
      )}
      <table class="usa-table usa-table--borderless usa-table--stacked al-table">
        <caption>Rows to correct</caption>
        <thead>
          <tr>
            <th scope="col">Row in the file</th>
            <th scope="col">Consumer</th>
            <th scope="col">What is wrong</th>
          </tr>
        </thead>
        <tbody>
          {problems.map((problem) => (
            <ProblemRow problem={problem} />
          ))}
        </tbody>
      </table>
      {toCorrect > problems.length && (
        <p>{`And ${toCorrect - problems.length} more. They are in the spreadsheet with the rows to correct.`}</p>
      )}
    </>
  );
}

function ProblemRow({ problem }: { readonly problem: RowProblemView }): JSX.Element {
  const { rowNumber, consumerName, href, errors } = problem;
  const name = consumerName === '' ? '(no name)' : consumerName;
  return (
    <tr>
      <td data-label="Row in the file">{rowNumber}</td>
      <th scope="row" data-label="Consumer">
        {href === null ? (
          name
        ) : (
          <a class="usa-link" href={href}>
            {name}
          </a>
        )}
      </th>
      <td data-label="What is wrong">
        <ul class="al-plain-list">
          {errors.map(({ column, typed, message }) => (
            <li>
              <Reason column={column} message={message} />
              {typed !== null && <span class="al-typed">{`You typed: ${typed}`}</span>}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

/** Most messages begin with their column already. */
function Reason({
  column,
  message,
}: {
  readonly column: string | null;
  readonly message: string;
}): JSX.Element {
  if (column === null) return <>{message}</>;
  const named = message.startsWith(column);
  return (
    <>
      <strong>{named ? column : `${column}:`}</strong>
      {named ? message.slice(column.length) : ` ${message}`}
    </>
  );
}

/** The files that came so far. What came of each can be read again. */
export function Files({ view: { files, zone } }: { readonly view: ReportView }): JSX.Element | null {
  if (files.length === 0) return null;
  return (
    <section aria-labelledby="files">
      <h2 id="files">Spreadsheets that you sent</h2>
      <ul class="usa-list">
        {files.map((file) => (
          <li>
            <a class="usa-link" href={file.href}>
              {formatInstant(file.at, zone)}
            </a>
            {`: ${file.taken} taken${correctWords(file)}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function correctWords({ toCorrect }: FileView): string {
  return toCorrect === 0 ? '' : `, ${toCorrect} to correct`;
}
