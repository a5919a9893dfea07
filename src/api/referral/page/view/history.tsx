import type { JSX } from 'preact';
import { formatInstant } from '../../../../domain/wording';
import type { AssignmentView, HistoryView } from '../../../pages/view-models';

/** Why the referral came here, and what was recorded when. */
export function History({ view }: { readonly view: AssignmentView }): JSX.Element {
  return (
    <>
      <section aria-labelledby="why">
        <h2 id="why">Why your organization</h2>
        <p>{view.whyChosen}</p>
      </section>
      <section aria-labelledby="history">
        <h2 id="history">History</h2>
        <Parts history={view.history} />
        <ol class="al-history">
          {view.history.entries.map(({ at, text, comments }) => (
            <li>
              <span class="al-history__at">
                <time datetime={at}>{formatInstant(at, view.zone)}</time>
              </span>
              <span>{text}</span>
              {comments && <span class="al-history__comments">“{comments}”</span>}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

const REST = {
  all: (total: number) => `Show all ${total} entries`,
  more: () => 'Show more entries',
  earlier: () => 'Show earlier entries',
};

/** Says when this is not everything, and leads to the rest. */
function Parts({ history: { entries, total, earlier, latest } }: { readonly history: HistoryView }) {
  if (earlier === null && latest === null) return null;
  return (
    <div>
      <p>{`${entries.length} of ${total} entries are shown here, oldest first.`}</p>
      {earlier !== null && (
        <p>
          <a class="usa-link" href={earlier.href}>
            {REST[earlier.rest](total)}
          </a>
        </p>
      )}
      {latest !== null && (
        <p>
          <a class="usa-link" href={latest}>
            Show only the latest entries
          </a>
        </p>
      )}
    </div>
  );
}
