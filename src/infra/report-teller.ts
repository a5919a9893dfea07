import type { StatementTeller } from '../activities/reports/ports';
import type { ActStore, ReferralReader, ReferralWorkflows } from '../api/ports';
import { DomainError } from '../domain/errors';
import { isKnown } from '../domain/reports/telling';
import { INTERIM_RESOLUTION } from '../domain/vocabulary';
import type { PrismaClient } from './prisma/generated/client';
import {
  countPending,
  noteTold,
  readPending,
  type PendingStatement,
} from './prisma/reports/pending-statements';
import { workThrough } from '../domain/work-through';

interface Deps {
  readonly prisma: PrismaClient;
  readonly acts: ActStore;
  /** With snapshots: a report comes to closed referrals too. */
  readonly workflows: Pick<ReferralWorkflows, 'act'>;
  readonly referrals: Pick<ReferralReader, 'hasRecorded'>;
}

/** Mostly waiting for Temporal; one report must not have all of it. */
const AT_ONCE = 10;

/** Brings statements to their referrals' workflows, each as an act under the statement's own id. */
export function createStatementTeller(deps: Deps): StatementTeller {
  const { prisma } = deps;
  return {
    async tell(reportId, limit, heartbeat) {
      let told = 0;
      const note = async (statements: readonly PendingStatement[], outcome: string): Promise<void> => {
        if (statements.length === 0) return;
        await noteTold(
          prisma,
          statements.map(({ id }) => id),
          outcome,
        );
        told += statements.length;
        heartbeat(told);
      };
      const pending = await readPending(prisma, reportId, limit);
      for (const outcome of ['superseded', 'over', 'told'] as const) {
        await note(
          pending.filter((statement) => outcomeWithoutTelling(statement) === outcome),
          outcome,
        );
      }
      const toTell = pending.filter((statement) => outcomeWithoutTelling(statement) === null);
      await workThrough(toTell, AT_ONCE, async (statement) =>
        note([statement], await bring(deps, statement)),
      );
      return { told, left: await countPending(prisma, reportId) };
    },
  };
}

/** What the referral says already need not wake its workflow, least of all one that has ended. */
function outcomeWithoutTelling({ settled, known, statement }: PendingStatement): PendingStatement['settled'] {
  return settled ?? (known !== null && isKnown(statement, known) ? 'told' : null);
}

/** Returns what came of it. Throws when the workflow cannot be told yet. */
async function bring(
  { acts, workflows, referrals }: Deps,
  { id, at, referralId, assignmentId, statement }: PendingStatement,
): Promise<string> {
  const { contactMade, contactOn, resolution } = statement;
  const about = { kind: 'report', actor: 'assister' } as const;
  await acts.store({ ...about, id, referralId, payload: { ...statement, assignmentId }, at });
  try {
    await workflows.act(referralId, {
      ...{ ...about, actId: id, assignmentId },
      ...{ contactMade: contactMade === true, contactOn, resolution },
    });
    return 'told';
  } catch (error) {
    if (!(error instanceof DomainError) || isPassing(error, statement)) throw error;
    if (await referrals.hasRecorded(referralId, id)) return 'told';
    return error.code === 'assignment-over' ? 'over' : error.code;
  }
}

/** A run that ended as the report came says `referral-closed` too; for the next one it is to be told again. */
function isPassing({ code }: DomainError, { resolution }: PendingStatement['statement']): boolean {
  return code === 'unavailable' || (code === 'referral-closed' && resolution !== INTERIM_RESOLUTION);
}
