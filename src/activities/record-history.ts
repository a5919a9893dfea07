import { instantOf } from '../domain/local-time';
import { businessMinutesLater } from '../domain/business-hours';
import { appointmentDeadline, contactDeadline, resumedDeadline, type Deadline } from '../domain/deadlines';
import type { ProgramPolicy } from '../domain/policy';
import { localDateIn, type Instant } from '../domain/time';
import type { ReferralActivities } from '../workflows/referral/activities';
import type { NumberedEvent } from '../workflows/referral/events';
import { freesCapacity } from '../workflows/referral/events';
import type { Log, ProvenClock, ReferralHistory, Waitlist, WaitingReferrals } from './ports';
import type { ReportNudges } from './reports/ports';
import { nudgeIfPlaceable } from './waitlist';

interface Deps {
  readonly policy: ProgramPolicy;
  readonly history: ReferralHistory;
  readonly waiting: WaitingReferrals;
  readonly waitlist: Waitlist;
  readonly reportNudges: ReportNudges;
  readonly log: Log;
}

/** The numbered history and the read model. A repeated call changes nothing. */
export function recordHistory(
  deps: Deps,
): Pick<ReferralActivities, 'recordEvents' | 'startClocks' | 'resumeClock'> {
  const { policy, history } = deps;
  return {
    async recordEvents({ referralId, events }) {
      const reports = await history.append(
        referralId,
        events.map((event) => ({ ...event, metAt: metAt(policy, event) })),
      );
      for (const reportId of reports) void nudgeReport(deps, reportId);
      const last = events.at(-1);
      if (last !== undefined && events.some(freesCapacity)) await nudgeIfPlaceable(deps, last.at);
    },

    async startClocks({ referralId, assignmentId, seq, sentAt }) {
      const { calendar, routing } = policy;
      const { acceptanceWindowMinutes, unopenedAlertMinutes } = routing;
      const { clocks, acceptBy, unopenedAlertAt } = await history.appendSent({
        ...{ referralId, assignmentId, seq, sentAt },
        milestones: {
          contact: withDueOn(contactDeadline(policy, sentAt)),
          appointment: withDueOn(appointmentDeadline(policy, sentAt)),
        },
        acceptBy:
          acceptanceWindowMinutes === null
            ? null
            : businessMinutesLater(calendar, sentAt, acceptanceWindowMinutes),
        unopenedAlertAt: businessMinutesLater(calendar, sentAt, unopenedAlertMinutes),
      });
      return { ...clocks, acceptBy, ...(unopenedAlertAt === null ? {} : { unopenedAlertAt }) };
    },

    async resumeClock(command) {
      const { assignmentId, pausedAt, at: resumedAt } = command;
      const previous = await history.proofOf(assignmentId, 'appointment');
      const clock = withDueOn(resumedDeadline(policy, previous, { pausedAt, resumedAt }));
      return history.appendResumed({ command, clock });
    },
  };
}

/** Its workflow looks again by itself at its next date; nobody at a page has to wait for it. */
async function nudgeReport(
  { reportNudges, log }: Pick<Deps, 'reportNudges' | 'log'>,
  reportId: string,
): Promise<void> {
  try {
    await reportNudges.nudge(reportId);
  } catch (error) {
    log.warn({ err: error, reportId }, 'a report was not woken; it looks again at its next date');
  }
}

function withDueOn(deadline: Deadline): ProvenClock {
  return { ...deadline, dueOn: deadline.proof.dueOn };
}

/**
 * Only the day on which a promise was kept is known. Told on that same day: the instant of telling; told later: the
 * close of business of that day.
 */
function metAt(policy: ProgramPolicy, event: NumberedEvent): Instant | null {
  if (event.type !== 'milestone-met') return null;
  const { zone, closes } = policy.calendar;
  return localDateIn(zone, event.at) === event.metOn ? event.at : instantOf(event.metOn, closes, zone);
}
