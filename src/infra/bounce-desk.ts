import { v5 as nameBasedId } from 'uuid';
import type { BounceDesk } from '../activities/ports';
import type { ActStore, ReferralWorkflows } from '../api/ports';
import { DomainError } from '../domain/errors';
import { distrustContact } from './prisma/activities/distrust-contact';
import type { PrismaClient } from './prisma/generated/client';

const BOUNCE_NAMESPACE = '3f1e7c52-6a0b-5d0e-8f53-5a4f0c1b9d27';

export function createBounceDesk(deps: {
  readonly prisma: PrismaClient;
  readonly acts: ActStore;
  readonly workflows: Pick<ReferralWorkflows, 'act'>;
}): BounceDesk {
  const { prisma, acts, workflows } = deps;
  return {
    async distrustAddress(messageId, at) {
      return { current: await distrustContact(prisma, messageId, at) };
    },

    async bring({ messageId, referralId, assignmentId, smtpCode }, at) {
      if (referralId === null || assignmentId === null) return { rerouted: false };
      const actId = nameBasedId(messageId, BOUNCE_NAMESPACE);
      const act = { kind: 'bounce', actId, actor: 'system', assignmentId, smtpCode } as const;
      const payload = { messageId, smtpCode };
      await acts.store({ id: actId, referralId, kind: 'bounce', actor: 'system', payload, at });
      try {
        await workflows.act(referralId, act);
      } catch (error) {
        if (!(error instanceof DomainError) || error.code === 'unavailable') throw error;
      }
      const recorded = await prisma.referralEvent.count({ where: { referralId, actId } });
      return { rerouted: recorded > 0 };
    },
  };
}
