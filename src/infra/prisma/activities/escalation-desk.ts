import type { EscalationDesk } from '../../../activities/ports';
import { assertNever } from '../../../domain/errors';
import type { EscalationCommand } from '../../../workflows/referral/activities';
import { v7 as uuidv7 } from 'uuid';
import type { PrismaClient } from '../generated/client';

/** One open escalation a cause, kept by a unique index on reason and subject over the open ones. */
export function createEscalationDesk(prisma: PrismaClient, owner: string): EscalationDesk {
  return {
    open: (command, dueAt) =>
      prisma.$transaction(async (tx) => {
        const { referralId, reason, at } = command;
        const subject = subjectOf(command);
        const rows = await tx.$queryRaw<{ id: string; opened_by: string }[]>`
          INSERT INTO escalations (id, reason, subject, county_fips, assister_type, organization_id, state,
            opened_at, opened_by, due_at, owner)
          VALUES (${uuidv7()}::uuid, ${reason}, ${subject.key}, ${subject.countyFips}, ${subject.assisterType},
            ${subject.organizationId}::uuid, 'open', ${at}::timestamptz, ${referralId}::uuid,
            ${dueAt}::timestamptz, ${owner})
          ON CONFLICT (reason, subject) WHERE state = 'open' DO UPDATE SET reason = EXCLUDED.reason
          RETURNING id, opened_by`;
        const row = rows[0];
        if (row === undefined) throw new Error('the escalation was neither opened nor found');
        await tx.$executeRaw`
          INSERT INTO escalation_referrals (escalation_id, referral_id, linked_at)
          VALUES (${row.id}::uuid, ${referralId}::uuid, ${at}::timestamptz)
          ON CONFLICT (escalation_id, referral_id) DO UPDATE SET cleared_at = NULL`;
        return { escalationId: row.id, opened: row.opened_by === referralId };
      }),
  };
}

interface SubjectColumns {
  readonly key: string;
  readonly countyFips: string | null;
  readonly assisterType: string | null;
  readonly organizationId: string | null;
}

function subjectOf({ subject, referralId }: EscalationCommand): SubjectColumns {
  const none = { countyFips: null, assisterType: null, organizationId: null };
  switch (subject.kind) {
    case 'referral':
      return { ...none, key: `referral:${referralId}` };
    case 'organization':
      return {
        ...none,
        key: `organization:${subject.organizationId}`,
        organizationId: subject.organizationId,
      };
    case 'gap': {
      const { countyFips, assisterType } = subject;
      return { ...none, key: `gap:${countyFips}/${assisterType}`, countyFips, assisterType };
    }
    default:
      return assertNever(subject);
  }
}
