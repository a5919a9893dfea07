import type { Follower } from '../../../activities/follow/ports';
import type { ProgramPolicy } from '../../../domain/policy';
import type { AdvanceCommand } from '../../../workflows/follow/activities';
import type { Shown } from '../../../workflows/follow/plan';
import { reportRestored } from '../escalation/report-restored';
import { createFollower, type Standing } from '../followers/follower';
import type { PrismaClient } from '../generated/client';
import type { Tx } from '../transaction';
import { lockReroute, type LockedReroute } from './rows';

export interface RerouteFollowerDeps {
  readonly policy: ProgramPolicy;
  readonly owner: string;
}

/** A re-route, as its workflow follows it: a batch of referrals after the other, each a job of its own. */
export function createRerouteFollower(prisma: PrismaClient, deps: RerouteFollowerDeps): Follower {
  return createFollower<LockedReroute>(prisma, 'reroute', {
    async lock(tx, rerouteId) {
      const reroute = await lockReroute(tx, rerouteId);
      if (reroute === null) throw new Error(`no re-route ${rerouteId}`);
      return reroute;
    },

    // Its only mail is the escalation of a database that was put back.
    mailed: async (_tx, subject, { usual }) => ({ subject, message: usual }),

    advance: (tx, reroute, command) => advance(tx, deps, reroute, command),
  });
}

async function advance(
  tx: Tx,
  deps: RerouteFollowerDeps,
  reroute: LockedReroute,
  { at, seen }: AdvanceCommand,
): Promise<Standing> {
  const { id, rerouted, passed, after, finishedAt } = reroute;
  const version = rerouted + passed + (finishedAt === null ? 1 : 2);
  if (seen > version) await reportRestored(tx, deps, { kind: 'reroute', subjectId: id }, at);
  if (finishedAt !== null) {
    return { version, shown: shownOf(reroute), until: null, rest: { rerouted, passed } };
  }
  const batch = {
    does: 'work',
    id: `after-${after ?? 'nobody'}`,
    summary: 'Give the next referrals to other organizations',
  } as const;
  return { version, shown: shownOf(reroute), work: [batch], until: null, rest: null };
}

function shownOf({ organizationId, organizationName, total, rerouted, passed, finishedAt }: LockedReroute): Shown {
  const isFinished = finishedAt !== null;
  return {
    headline: `${rerouted + passed} of ${total} re-routed${isFinished ? '; finished' : ''}`,
    facts: [
      ['From', organizationName],
      ['Over or elsewhere before their turn', `${passed}`],
      ['Next', isFinished ? 'nothing' : 'the next referrals are given to other organizations'],
    ],
    attributes: { OrganizationId: organizationId },
  };
}
