import type { Follower } from '../../../activities/follow/ports';
import type { ProgramPolicy } from '../../../domain/policy';
import type { Shown } from '../../../workflows/follow/plan';
import { createFollower, type Advanced } from '../followers/follower';
import type { PrismaClient } from '../generated/client';
import { lockReroute, type LockedReroute } from './rows';

export interface RerouteFollowerDeps {
  readonly policy: ProgramPolicy;
  readonly owner: string;
}

/** The follower of a re-route: one batch of referrals after the other, each as its own job. */
export function createRerouteFollower(prisma: PrismaClient, deps: RerouteFollowerDeps): Follower {
  return createFollower<LockedReroute>(prisma, 'reroute', deps, {
    lock: lockReroute,

    // A re-route has no mails of its own.
    mailed: async (_tx, subject, { usual }) => ({ subject, message: usual }),

    advance: async (_tx, reroute) => advancedTo(reroute),
  });
}

function advancedTo(reroute: LockedReroute): Advanced {
  const { rerouted, passed, after, finishedAt } = reroute;
  const version = rerouted + passed + (finishedAt === null ? 1 : 2);
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

function shownOf({
  organizationId,
  organizationName,
  total,
  rerouted,
  passed,
  finishedAt,
}: LockedReroute): Shown {
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
