import { v5 as nameBasedId } from 'uuid';
import type { Instant } from '../../domain/time';
import type { RerouteActivities } from '../../workflows/reroute/activities';
import type { OpenAssignments, ReferralReassigner } from './ports';

export interface RerouteDeps {
  readonly openAssignments: OpenAssignments;
  readonly reassigner: ReferralReassigner;
  readonly now: () => Instant;
  readonly heartbeat: (done: number) => void;
}

const REROUTE_NAMESPACE = '3f1f5b0e-8c52-5d35-9a0f-6b1f0d6f6a11';

/** More at once would only queue for the places of the same few organizations. */
const AT_ONCE = 5;

export function rerouteActivities(deps: RerouteDeps): RerouteActivities {
  return {
    async nextToReroute(query) {
      const found = await deps.openAssignments.after(query);
      return { assignments: found.map(({ referralId, assignmentId }) => ({ referralId, assignmentId })) };
    },

    async rerouteReferrals({ rerouteId, assignments }) {
      let rerouted = 0;
      for (let from = 0; from < assignments.length; from += AT_ONCE) {
        const turns = assignments.slice(from, from + AT_ONCE).map((assignment) =>
          deps.reassigner.reassign({
            ...assignment,
            actId: nameBasedId(`${rerouteId} ${assignment.referralId}`, REROUTE_NAMESPACE),
            at: deps.now(),
          }),
        );
        const outcomes = await Promise.all(turns);
        rerouted += outcomes.filter(Boolean).length;
        deps.heartbeat(from + outcomes.length);
      }
      return { rerouted, passed: assignments.length - rerouted };
    },
  };
}
