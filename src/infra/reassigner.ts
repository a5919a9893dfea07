import type { ReferralReassigner } from '../activities/requests/ports';
import type { ActStore, ReferralReader, ReferralWorkflows } from '../api/ports';
import { DomainError, type DomainErrorCode } from '../domain/errors';

/** The referral is not this organization's any more; nothing is to be done. */
const OVER: readonly DomainErrorCode[] = ['assignment-over', 'referral-closed', 'referral-not-assigned'];

/** Brings one referral of a bulk re-route its act, as a coordinator would: stored first, under the id that makes it one. */
export function createReassigner(deps: {
  readonly acts: ActStore;
  readonly workflows: Pick<ReferralWorkflows, 'act'>;
  readonly referrals: Pick<ReferralReader, 'hasRecorded'>;
}): ReferralReassigner {
  return {
    async reassign({ referralId, assignmentId, actId, at }) {
      const act = { kind: 'reassign', actId, actor: 'coordinator', assignmentId, directedTo: null } as const;
      const payload = { reason: 'Everything open at the organization goes to others' };
      await deps.acts.store({ id: actId, referralId, kind: act.kind, actor: act.actor, payload, at });
      try {
        await deps.workflows.act(referralId, act);
        return true;
      } catch (error) {
        if (!(error instanceof DomainError) || !OVER.includes(error.code)) throw error;
        return deps.referrals.hasRecorded(referralId, actId);
      }
    },
  };
}
