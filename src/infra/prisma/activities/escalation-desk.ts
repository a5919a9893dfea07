import type { EscalationDesk } from '../../../activities/ports';
import { assertNever } from '../../../domain/errors';
import type { EscalationCommand } from '../../../workflows/shared/escalation-activities';
import { v7 as uuidv7 } from 'uuid';
import type { Prisma, PrismaClient } from '../generated/client';
import type { EscalationSubjectKey } from './clear-escalations';

/** One open escalation a cause, kept by a unique index on reason and subject over the open ones. */
export function createEscalationDesk(prisma: PrismaClient, owner: string): EscalationDesk {
  return {
    open: (command, dueAt) =>
      prisma.$transaction(async (tx) => {
        const { openedBy, referralId, reason, at } = command;
        const subject = subjectOf(command);
        const rows = await tx.$queryRaw<{ id: string; opened_by: string }[]>`
          INSERT INTO escalations (id, reason, subject, county_fips, assister_type, organization_id, request_id,
            report_id, season_id, state, occurrences, opened_at, opened_by, due_at, owner)
          VALUES (${uuidv7()}::uuid, ${reason}, ${subject.key}, ${subject.countyFips}, ${subject.assisterType},
            ${subject.organizationId}::uuid, ${subject.requestId}::uuid, ${subject.reportId}::uuid, ${subject.seasonId}::uuid, 'open', 0, ${at}::timestamptz,
            ${openedBy}::uuid, ${dueAt}::timestamptz, ${owner})
          -- Changes nothing, but locks the row and returns it.
          ON CONFLICT (reason, subject) WHERE state = 'open' DO UPDATE SET owner = escalations.owner
          RETURNING id, opened_by`;
        const row = rows[0];
        if (row === undefined) throw new Error('the escalation was neither opened nor found');
        const outcome = { escalationId: row.id, opened: row.opened_by === openedBy };
        const counted = await count(tx, row.id, command);
        if (!counted || referralId === null) return outcome;
        await tx.$executeRaw`
          INSERT INTO escalation_referrals (escalation_id, referral_id, linked_at)
          VALUES (${row.id}::uuid, ${referralId}::uuid, ${at}::timestamptz)
          ON CONFLICT (escalation_id, referral_id) DO UPDATE SET cleared_at = NULL, linked_at = EXCLUDED.linked_at`;
        return outcome;
      }),
  };
}

/** False when the command is the same again, repeated because its outcome was lost. */
async function count(
  tx: Prisma.TransactionClient,
  escalationId: string,
  { openedBy, at }: EscalationCommand,
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO escalation_occurrences (escalation_id, opened_by, at)
    VALUES (${escalationId}::uuid, ${openedBy}::uuid, ${at}::timestamptz)
    ON CONFLICT DO NOTHING`;
  if (inserted === 0) return false;
  await tx.$executeRaw`
    UPDATE escalations SET occurrences = occurrences + 1 WHERE id = ${escalationId}::uuid`;
  return true;
}

interface SubjectColumns {
  readonly key: EscalationSubjectKey;
  readonly countyFips: string | null;
  readonly assisterType: string | null;
  readonly organizationId: string | null;
  readonly requestId: string | null;
  readonly reportId: string | null;
  readonly seasonId: string | null;
}

function subjectOf({ subject, openedBy }: EscalationCommand): SubjectColumns {
  const none = {
    ...{ countyFips: null, assisterType: null, organizationId: null },
    ...{ requestId: null, reportId: null, seasonId: null },
  };
  switch (subject.kind) {
    case 'referral':
      return { ...none, key: `referral:${openedBy}` };
    case 'organization':
      return {
        ...none,
        key: `organization:${subject.organizationId}`,
        organizationId: subject.organizationId,
      };
    case 'request': {
      const { requestId, organizationId } = subject;
      return { ...none, key: `request:${requestId}`, requestId, organizationId };
    }
    case 'report': {
      const { reportId, organizationId } = subject;
      return { ...none, key: `report:${reportId}`, reportId, organizationId };
    }
    case 'season': {
      const { seasonId } = subject;
      return { ...none, key: `season:${seasonId}`, seasonId };
    }
    case 'gap': {
      const { countyFips, assisterType } = subject;
      return { ...none, key: `gap:${countyFips}/${assisterType}`, countyFips, assisterType };
    }
    case 'service':
      return { ...none, key: 'service' };
    default:
      return assertNever(subject);
  }
}
