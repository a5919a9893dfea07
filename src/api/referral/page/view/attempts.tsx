import type { JSX } from 'preact';
import { neverReached, type ResolutionTerm } from '../../../../domain/terms';
import { formatDate } from '../../../../domain/wording';
import type { AttemptsView } from '../../../pages/view-models';

export interface Attempts {
  readonly attempts: AttemptsView;
  readonly resolutions: readonly ResolutionTerm[];
}

/** The resolutions that say that nobody was reached, in words. Null when the program has none. */
export function neverReachedWords(resolutions: readonly ResolutionTerm[]): string | null {
  const words = neverReached(resolutions).map((term) => `“${term.words}”`);
  return words.length === 0 ? null : words.join(' or ');
}

/** The latest attempts with their dates, and on how many of the days that are asked for. */
export function AttemptsSoFar({ attempts, resolutions }: Attempts): JSX.Element | null {
  const { count, days, latest, needed } = attempts;
  const unable = neverReachedWords(resolutions);
  if (count === 0) return null;
  return (
    <div class="al-attempts">
      <p>
        {unable === null
          ? `You have recorded ${count} attempts:`
          : days < needed
            ? `You have recorded attempts on ${days} of ${needed} days before ${unable} is possible:`
            : `You have recorded ${count} attempts. ${unable} is possible now, under “This is how it ended”:`}
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
export function notYetUnable({ days, needed }: AttemptsView, unable: string): string {
  const recorded = days === 0 ? 'none yet' : days === 1 ? 'them on 1 day' : `them on ${days} days`;
  return `${unable} is possible after attempts on ${needed} different days; you have recorded ${recorded}.`;
}
