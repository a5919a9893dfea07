import { DomainError } from '../../errors';
import { isUndecided, type RequestProgress } from './plan';

/**
 * Throws DomainError `request-closed` when the request is answered already, and `validation` when a refusal or the
 * answer to a question has no note.
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
}
