import { DomainError } from '../../errors';
import { isUndecided, type RequestProgress } from './plan';
import type { Instant } from '../../time';

/**
 * Who has a say about a new address for leads. It needs two: the new address itself, and either the old address or the
 * exchange. So whoever was forwarded one mail can neither take over an organization nor silence it.
 */
export type Voice = 'new-address' | 'old-address' | 'exchange';

/** What a word about a new address comes to. */
export interface Heard {
  /** What it adds to the request. Null: it was said before, or it was a no. */
  readonly adds: 'confirmation' | 'agreement' | null;
  /** Null while it waits for somebody else. */
  readonly outcome: 'approved' | 'refused' | null;
  /** The new address has confirmed, and nobody has agreed yet: the exchange is asked now. */
  readonly asksExchange: boolean;
}

type Asked = Pick<RequestProgress, 'kind' | 'state' | 'confirmBy' | 'confirmedAt' | 'agreedAt' | 'overtaken'>;

/**
 * Each can say no as long as nothing is decided, also after a yes. Throws DomainError `request-closed` when the request
 * asks for no address, is decided, has run out of its time, or is about an address that was changed meanwhile.
 */
export function hear(request: Asked, voice: Voice, says: 'yes' | 'no', now: Instant): Heard {
  if (!isHeard(request, now)) {
    throw new DomainError('request-closed', 'The request is not waiting for this answer any more.');
  }
  if (says === 'no') return { adds: null, outcome: 'refused', asksExchange: false };
  const confirmed = request.confirmedAt !== null;
  const agreed = request.agreedAt !== null;
  if (voice === 'new-address') {
    const adds = confirmed ? null : 'confirmation';
    return { adds, outcome: agreed ? 'approved' : null, asksExchange: !confirmed && !agreed };
  }
  return { adds: agreed ? null : 'agreement', outcome: confirmed ? 'approved' : null, asksExchange: false };
}

function isHeard({ kind, state, confirmBy, overtaken }: Asked, now: Instant): boolean {
  if (kind !== 'contact-change' || !isUndecided(state) || overtaken) return false;
  return state === 'open' || confirmBy === null || now < confirmBy;
}
