import type { JSX } from 'preact';
import { formatInstant } from '../../../domain/wording';
import type { AssignmentView } from '../view-models';

/** Why it came here, and what was recorded when. */
export function History({ view }: { readonly view: AssignmentView }): JSX.Element {
  return (
    <>
      <section aria-labelledby="why">
        <h2 id="why">Why your organization</h2>
        <p>{view.whyChosen}</p>
      </section>
      <section aria-labelledby="history">
        <h2 id="history">History</h2>
        <ol class="al-history">
          {view.history.map(({ at, text, comments }) => (
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
