import { v7 as newId } from 'uuid';
import { today } from '../../integration/support/samples';
import { eventually } from '../../support/eventually';
import type { Cell } from './cells';
import { SENT } from './referral-windows';
import { LONG_MS, type Scene, type SentLead } from './scene';
import type { Prepared, Window } from './window';

/** Reports of organizations: what the service does about them, and what comes back. */

interface ReportScene {
  readonly id: string;
  readonly rowId: string;
  readonly lead: SentLead;
  /** Its first mail; from then on it is chased. */
  send(): Promise<void>;
}

/** One organization's report with one row, made and not mailed yet, in a season of its own. */
async function makeReport(scene: Scene, cell: Cell): Promise<ReportScene> {
  const { db } = scene;
  const lead = await scene.sent(cell);
  const ids = { season: newId(), period: newId(), report: newId(), row: newId() };
  await db.query(
    `INSERT INTO seasons (id, name, state, opens_on, closes_on, summary_at, policy_version, created_at)
     VALUES ($1, $2, 'running', '2000-01-01', '2000-01-02', now(), 'sample', now())`,
    [ids.season, `Season ${ids.season}`],
  );
  await db.query(
    `INSERT INTO report_periods (id, season_id, number, "from", "to", send_on, due_on, sends_at)
     VALUES ($1, $2, 1, '2000-01-01', '2000-01-02', current_date, current_date + 7, now())`,
    [ids.period, ids.season],
  );
  await db.query(
    `INSERT INTO reports (id, period_id, organization_id, state, row_count, missing, due_on, due_at, chase, prepared_at)
     VALUES ($1, $2, $3, 'prepared', 1, 1, '2100-01-01', '2100-01-01', '[]', now())`,
    [ids.report, ids.period, cell.first.id],
  );
  await db.query(
    `INSERT INTO report_rows (id, report_id, position, assignment_id, referral_id, referred_on)
     VALUES ($1, $2, 1, $3, $4, now())`,
    [ids.row, ids.report, lead.assignmentId, lead.id],
  );
  return {
    ...{ id: ids.report, rowId: ids.row, lead },
    async send() {
      await db.query(
        `INSERT INTO followers (workflow_id, kind, subject_id, behind_since) VALUES ('report-' || $1, 'report', $1, now())`,
        [ids.report],
      );
      await scene.due('report', ids.report);
    },
  };
}

async function sentReport(scene: Scene, cell: Cell): Promise<ReportScene> {
  const report = await makeReport(scene, cell);
  await report.send();
  const isSent = async (): Promise<boolean> =>
    (await scene.db.query('SELECT 1 FROM reports WHERE id = $1 AND sent_at IS NOT NULL', [report.id]))
      .rowCount === 1;
  await eventually('the report to be sent', isSent, Boolean, LONG_MS);
  return report;
}

async function seeReport({ db, mailsOf }: Scene, { id }: ReportScene) {
  const { rows } = await db.query<{ type: string }>(
    // When it goes out depends on the hour.
    `SELECT type FROM report_events WHERE report_id = $1 AND type <> 'reminded' ORDER BY at, id`,
    [id],
  );
  return { log: rows.map(({ type }) => type), mails: await mailsOf('report_id', id) };
}

const sayRow = (scene: Scene, { id, rowId }: ReportScene, said: object) =>
  scene.keyed('PATCH', `/reports/${id}/rows/${rowId}`, said);

const resolved = { contactMade: false, resolution: 'no-longer-needs-assistance' };

/** Something that comes by itself. */
function onReport(
  about: Pick<Window, 'name' | 'then'>,
  bring: (
    scene: Scene,
    cell: Cell,
  ) => Promise<{ report: ReportScene; point: string; bringDue: () => Promise<unknown> }>,
): Window {
  return {
    ...{ ...about, of: 'worker' },
    async prepare(scene, cell): Promise<Prepared> {
      const { report, point, bringDue } = await bring(scene, cell);
      return {
        ...{ point, bringDue },
        follower: async () => `report-${report.id}`,
        see: () => seeReport(scene, report),
        next: async () => (await sayRow(scene, report, resolved)()).status,
      };
    },
  };
}

/** A row that comes back is kept, and then brought to its referral: two transactions. */
function onRow(name: string, pointOf: (report: ReportScene) => string): Window {
  return {
    ...{ name, of: 'api' },
    then: { log: [...SENT, 'contact-made', 'milestone-met'], mails: ['lead sent'] },
    async prepare(scene, cell): Promise<Prepared> {
      const report = await sentReport(scene, cell);
      return {
        point: pointOf(report),
        ask: sayRow(scene, report, { contactMade: true, contactDate: today() }),
        follower: async () => `report-${report.id}`,
        see: () => scene.seeReferral(report.lead.id),
        next: async () => (await sayRow(scene, report, { resolution: 'enrolled-qhp' })()).status,
      };
    },
  };
}

export const REPORTS: readonly Window[] = [
  onReport({ name: 'report sent', then: { log: ['sent'], mails: ['report sent'] } }, async (scene, cell) => {
    const report = await makeReport(scene, cell);
    return { report, point: `mail/report/${cell.first.id}/sent`, bringDue: () => report.send() };
  }),
  onReport(
    { name: 'report late', then: { log: ['sent', 'late'], mails: ['report sent'] } },
    async (scene, cell) => {
      const report = await sentReport(scene, cell);
      const bringDue = async () => {
        await scene.db.query(`UPDATE reports SET due_at = now() - interval '1 minute' WHERE id = $1`, [
          report.id,
        ]);
        await scene.due('report', report.id);
      };
      return { report, point: `report/${report.id}/late`, bringDue };
    },
  ),
  onReport(
    { name: 'report chased', then: { log: ['sent'], mails: ['report sent', 'report-reminder made'] } },
    async (scene, cell) => {
      const report = await sentReport(scene, cell);
      const bringDue = async () => {
        const step = { kind: 'before-due', at: new Date(Date.now() - LONG_MS).toISOString() };
        await scene.db.query('UPDATE reports SET chase = $2 WHERE id = $1', [
          report.id,
          JSON.stringify([step]),
        ]);
        await scene.due('report', report.id);
      };
      return { report, point: `mail/report-reminder/${cell.first.id}/made`, bringDue };
    },
  ),
  onRow('report row kept', ({ rowId }) => `statement/${rowId}`),
  onRow('report row applied', ({ lead }) => `event/${lead.id}/contact-made`),
];
