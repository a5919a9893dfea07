import { DomainError } from '../../errors';
import { isUndecided, type RequestProgress } from './plan';
import type { Instant } from '../../time';

/**
 * Throws DomainError `request-closed` when the request is answered already. Throws `validation` when a refusal or the
 * answer to a question has no note, and when somebody approves a new address: only the address itself can confirm.
 */
export function assertAnswerable(
  { state, kind }: Pick<RequestProgress, 'state' | 'kind'>,
  { outcome, note }: { readonly outcome: 'approved' | 'refused'; readonly note: string | null },
): void {
  if (!isUndecided(state)) throw new DomainError('request-closed', 'The request is answered already.');
  if (note === null && (outcome === 'refused' || kind === 'question')) {
    const errors = [{ path: 'note', message: 'is required: it is the answer that the organization reads' }];
    throw new DomainError('validation', 'The answer is missing.', { errors });
  }
  if (outcome === 'approved' && kind === 'contact-change') {
    throw new DomainError('validation', 'Only the new address itself can confirm, by the link in its mail.');
  }
}

/** Throws DomainError `request-closed`. Only a new address can confirm, and only within its time. */
export function assertConfirmable(
  { state, confirmBy }: Pick<RequestProgress, 'state' | 'confirmBy'>,
  now: Instant,
): void {
  if (state === 'awaiting-confirmation' && (confirmBy === null || now < confirmBy)) return;
  throw new DomainError('request-closed', 'The request is not waiting for a confirmation.');
}
