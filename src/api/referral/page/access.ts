import type { OverReason } from '../../pages/view-models';
import type { AssignmentRecord } from './ports';

/** Why the assignment shows nothing any more. Null while it is the referral's current one. */
export function overReason(record: AssignmentRecord): OverReason | null {
  if (record.endedAt !== null || !record.current) return record.endReason ?? 'reassigned';
  if (record.status === 'resolved') return 'resolved';
  return record.status === 'withdrawn' ? 'withdrawn' : null;
}

/** The policy asks for acceptance, and nobody has accepted yet. Nothing personal may be shown. */
export function awaitsAcceptance({ acceptBy, acceptedAt }: AssignmentRecord): boolean {
  return acceptBy !== null && acceptedAt === null;
}
