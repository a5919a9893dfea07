import { standing } from '../../../domain/referral/standing';
import type { ReferralState } from '../../../domain/referral/state';
import type { Shown } from '../../../workflows/follow/plan';

/** What a coordinator reads about a referral in the Temporal UI. `seen`: the version that was shown before. */
export function shownOf(state: ReferralState, seen: number): Shown {
  const { stands, for: whom, with: organization, why, due, next } = standing(state);
  return {
    headline: stands,
    facts: [
      ['For', whom],
      ['With', organization],
      ['Why', why],
      ['Due', due],
      ['Next', next],
    ],
    attributes: attributesOf(state, seen),
  };
}

/**
 * Most lead mails are taken within milliseconds. So the attribute that finds the organization is shown only with the
 * sending, or after a first attempt has failed.
 */
function attributesOf(state: ReferralState, seen: number): Shown['attributes'] {
  const { assignment, phase } = state;
  if (phase === 'sending' && assignment?.assignedAt === state.lastAt && seen < state.version) return {};
  const clocks = assignment?.clocks ?? null;
  return {
    ReferralStatus: state.status,
    AssisterType: state.assisterType,
    County: state.countyName,
    OrganizationId: assignment?.organizationId ?? null,
    ContactMilestone: clocks?.contact.state ?? null,
    ContactDueAt: clocks?.contact.dueAt ?? null,
    AppointmentDueAt: clocks?.appointment.dueAt ?? null,
    EscalationReason: state.lastEscalation,
  };
}
