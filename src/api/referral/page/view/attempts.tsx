import type { JSX } from 'preact';
import { RESOLUTION_WORDS } from '../../../../domain/words';
import { formatDate } from '../../../../domain/wording';
import type { AttemptsView } from '../../../pages/view-models';

export interface Attempts {
  readonly attempts: AttemptsView;
}

const UNABLE = `“${RESOLUTION_WORDS['unable-to-contact']}”`;

/** The latest attempts with their dates, how many there are, and how many `unable-to-contact` asks for. */
export function AttemptsSoFar({ attempts: { count, latest, needed } }: Attempts): JSX.Element | null {
  if (count === 0) return null;
  return (
    <div class="al-attempts">
      <p>
        {count < needed
          ? `You have recorded ${count} of ${needed} attempts before ${UNABLE} is possible:`
          : `You have recorded ${count} attempts. ${UNABLE} is possible now, under “This is how it ended”:`}
      </p>
      <ol class="usa-list" start={count - latest.length + 1}>
        {latest.map((on) => (
          <li>{formatDate(on)}</li>
        ))}
      </ol>
    </div>
  );
}

/** Why this resolution is not offered yet, and what makes it possible. */
export function notYetUnable({ count, needed }: AttemptsView): string {
  const recorded = count === 0 ? 'none yet' : `${count}`;
  return `${UNABLE} is possible after ${needed} recorded attempts; you have recorded ${recorded}.`;
}
