import { assertNever } from '../errors';
import type { EscalationReason } from '../vocabulary';
import type { WaitCause } from './events';

/** For what the single point of contact is told that a referral waits. */
export function escalationOf(cause: WaitCause): EscalationReason {
  switch (cause) {
    case 'no-eligible-organization':
      return 'no-eligible-organization';
    case 'too-many-declines':
    case 'directed-unavailable':
      return 'too-many-declines';
    case 'exchange-must-resolve':
      return 'request';
    default:
      return assertNever(cause);
  }
}
