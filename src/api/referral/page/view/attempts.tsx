import type { JSX } from 'preact';
import { RESOLUTION_WORDS } from '../../../../domain/words';
import { formatDate } from '../../../../domain/wording';
import type { AttemptsView } from '../../../pages/view-models';

export interface Attempts {
  readonly attempts: AttemptsView;
}

const UNABLE = `“${RESOLUTION_WORDS['unable-to-contact']}”`;

/** The latest attempts with their dates, and on how many of the days that `unable-to-contact` asks for. */
export function AttemptsSoFar({ attempts: { count, days, latest, needed } }: Attempts): JSX.Element | null {
  if (count === 0) return null;
  return (
    <div class="al-attempts">
      <p>
        {days < needed
          ? `You have recorded attempts on ${days} of ${needed} days before ${UNABLE} is possible:`
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
export function notYetUnable({ days, needed }: AttemptsView): string {
  const recorded = days === 0 ? 'none yet' : days === 1 ? 'them on 1 day' : `them on ${days} days`;
  return `${UNABLE} is possible after attempts on ${needed} different days; you have recorded ${recorded}.`;
}
