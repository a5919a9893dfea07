import type { ActivityDeps } from '../../../src/activities';

/** What only other workflows ask for. A referral that did would fail its activity, and its test. */
const unasked = async (): Promise<never> => {
  throw new Error('a referral does not ask this');
};

type OtherPort =
  | 'bounces'
  | 'counties'
  | 'coverage'
  | 'digestDesk'
  | 'requestDesk'
  | 'openAssignments'
  | 'reassigner'
  | 'reportNudges';

export const OTHER_PORTS: Pick<ActivityDeps, OtherPort> = {
  bounces: { distrustAddress: unasked, bring: unasked },
  counties: [],
  coverage: { read: unasked },
  digestDesk: { read: unasked, gapsBefore: unasked, remember: unasked },
  requestDesk: { begin: unasked, settle: unasked, apply: unasked, restore: unasked, mailFacts: unasked },
  openAssignments: { after: unasked },
  reassigner: { reassign: unasked },
  reportNudges: { nudge: unasked },
};
