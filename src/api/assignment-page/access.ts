import type { Instant } from '../../domain/time';
import type { LinkProblem, OverReason } from '../pages/view-models';
import type { AssignmentRecord, LinkRecord } from '../ports';

/** Why a link does not open its page any more; null while it does. */
export function linkProblem(record: AssignmentRecord, now: Instant): LinkProblem | null {
  return linkEnd(record.link, now) ?? (overReason(record) === null ? null : 'over');
}

/** The link's own end, whatever became of the assignment. */
export function linkEnd(link: LinkRecord, now: Instant): 'revoked' | 'expired' | null {
  if (link.revokedAt !== null) return 'revoked';
  return now >= link.expiresAt ? 'expired' : null;
}

const END_REASONS: Readonly<Record<string, OverReason>> = {
  resolved: 'resolved',
  declined: 'declined',
  withdrawn: 'withdrawn',
  'timed-out': 'timed-out',
  undeliverable: 'undeliverable',
};

/** Why the assignment shows nothing any more; null while it is the referral's current one. */
export function overReason(record: AssignmentRecord): OverReason | null {
  if (record.endedAt !== null || !record.current) return END_REASONS[record.endReason ?? ''] ?? 'reassigned';
  if (record.status === 'resolved') return 'resolved';
  return record.status === 'withdrawn' ? 'withdrawn' : null;
}
