import type { ProgramPolicy } from '../../domain/policy';
import type { ReportActivities } from '../../workflows/report/activities';
import type { ReportDesk, StatementTeller } from './ports';

export interface ReportActDeps {
  readonly policy: ProgramPolicy;
  readonly reportDesk: ReportDesk;
  readonly statementTeller: StatementTeller;
  readonly heartbeat: (done: number) => void;
}

type ReportActs = Pick<ReportActivities, 'beginReport' | 'readReport' | 'noteReport' | 'tellStatements'>;

/** A batch is one activity of the history; a repeat goes over what is left of it. */
const TOLD_AT_ONCE = 500;

/** What a report does to PostgreSQL, and to the referrals that it is about. */
export function reportActs({ policy, reportDesk, statementTeller, heartbeat }: ReportActDeps): ReportActs {
  return {
    async beginReport({ reportId, at }) {
      return { ...(await reportDesk.begin(reportId, at)), zone: policy.calendar.zone };
    },

    readReport: ({ reportId }) => reportDesk.standing(reportId),

    noteReport: ({ reportId, note, at }) => reportDesk.note(reportId, note, at),

    tellStatements: ({ reportId }) => statementTeller.tell(reportId, TOLD_AT_ONCE, heartbeat),
  };
}
