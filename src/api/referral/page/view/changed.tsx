import type { JSX } from 'preact';
import { AMENDABLE_PART_WORDS } from '../../../../domain/words';
import type { Zone } from '../../../../domain/time';
import { formatInstant } from '../../../../domain/wording';
import type { ChangeView } from '../../../pages/view-models';

interface ChangedProps {
  readonly changed: ChangeView | null;
  readonly zone: Zone;
}

/** Says what has changed on the page, so nobody has to call, or to compare. */
export function Changed({ changed, zone }: ChangedProps): JSX.Element | null {
  if (changed === null) return null;
  return (
    <div class="usa-alert usa-alert--info usa-alert--slim">
      <div class="usa-alert__body">
        <p class="usa-alert__text">
          <strong>Changed by the exchange on {formatInstant(changed.at, zone)}:</strong>{' '}
          {changed.parts.map((part) => AMENDABLE_PART_WORDS[part]).join(', ')}. This page shows the latest.
        </p>
      </div>
    </div>
  );
}
