import type { JSX } from 'preact';
import type { Instant } from '../../../domain/time';
import { formatInstant } from '../../../domain/wording';
import type { PageView } from '../view-models';

interface SmallPrintProps {
  readonly view: PageView & { readonly reference: string; readonly sessionEndsAt: Instant };
  readonly sentAt: Instant | null;
}

/** What to quote to the exchange, and how long the page stays open. */
export function SmallPrint({ view, sentAt }: SmallPrintProps): JSX.Element {
  return (
    <>
      <p class="al-fine-print">
        {sentAt !== null && `Sent ${formatInstant(sentAt, view.zone)}. `}
        Reference: <span class="al-breakable">{view.reference}</span>
      </p>
      <p class="al-fine-print">
        To protect the consumer, this page closes on {formatInstant(view.sessionEndsAt, view.zone)}. The link
        in your mail opens it again.
      </p>
    </>
  );
}
