import type { ActivityDeps } from '../../../src/activities';

/** What only other workflows ask for. A referral that did would fail its activity, and its test. */
const unasked = async (): Promise<never> => {
  throw new Error('a referral does not ask this');
};

type OtherPort =
  | 'counties'
  | 'coverage'
  | 'digestDesk'
  | 'reportNudges'
  | 'reportStarter'
  | 'reportMaker'
  | 'reportsToStart'
  | 'reportDesk'
  | 'statementTeller'
  | 'workbooks'
  | 'seasonDesk'
  | 'seasonSummaries';

export const OTHER_PORTS: Pick<ActivityDeps, OtherPort> = {
  counties: [],
  coverage: { read: unasked },
  digestDesk: { read: unasked, gapsBefore: unasked, remember: unasked },
  reportNudges: { nudge: unasked },
  reportStarter: { start: unasked },
  reportMaker: { organizations: unasked, make: unasked },
  reportsToStart: { page: unasked },
  reportDesk: {
    ...{ begin: unasked, standing: unasked, note: unasked },
    ...{ mailFacts: unasked, returnFacts: unasked, rows: unasked },
  },
  statementTeller: { tell: unasked },
  workbooks: { write: unasked },
  seasonDesk: {
    ...{ begin: unasked, period: unasked, notePrepared: unasked, noteStarted: unasked },
    ...{ outside: unasked, nameOutside: unasked, end: unasked },
  },
  seasonSummaries: { read: unasked },
};
