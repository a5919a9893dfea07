import { randomUUID } from 'node:crypto';
import { Workbook } from 'exceljs';
import type { Page } from 'playwright-core';
import { v7 as newId } from 'uuid';
import { REPORT_COLUMN_WORDS, type ReportColumn } from '../../../src/domain/report/workbook';
import { DAY_MS, instant, localDateIn, plusMillis, type Zone } from '../../../src/domain/time';
import { createLinks } from '../../../src/infra/links';
import type { Installation } from '../../integration/support/installation';
import { landing } from './landing';
import type { Arrived } from './scene';

const ZONE = 'America/Chicago' as Zone;

export interface SentReport {
  readonly id: string;
  /** As it stands in the report's mail. */
  readonly link: string;
  /** Of the rows, in the order of the referrals. */
  readonly rowIds: readonly string[];
}

/** A report about referrals that were sent, a few days before it is due, as its season makes it. */
export async function sendReport(
  site: Installation,
  organizationId: string,
  arrived: readonly Arrived[],
): Promise<SentReport> {
  const now = instant(Date.now());
  const dueAt = plusMillis(now, 5 * DAY_MS);
  const [id, seasonId, periodId, linkId] = [newId(), newId(), newId(), newId()];
  const [today, dueOn] = [localDateIn(ZONE, now), localDateIn(ZONE, dueAt)];
  await site.db.query(
    `INSERT INTO seasons (id, name, state, opens_on, closes_on, summary_at, policy_version, created_at)
     VALUES ($1, $2, 'running', $3, $4, $5, 'sample', $6)`,
    [seasonId, `Sample season ${seasonId}`, today, dueOn, dueAt, now],
  );
  await site.db.query(
    `INSERT INTO report_periods (id, season_id, number, "from", "to", send_on, due_on, sends_at, prepared_at, started_at)
     VALUES ($1, $2, 1, $3, $3, $3, $4, $5, $5, $5)`,
    [periodId, seasonId, today, dueOn, now],
  );
  await site.db.query(
    `INSERT INTO reports (id, period_id, organization_id, state, row_count, missing, due_on, due_at, chase, prepared_at,
       sent_at) VALUES ($1, $2, $3, 'sent', $4, $4, $5, $6, '[]', $7, $7)`,
    [id, periodId, organizationId, arrived.length, dueOn, dueAt, now],
  );
  const rowIds: string[] = [];
  for (const [index, { id: referralId }] of arrived.entries()) {
    const rowId = randomUUID();
    rowIds.push(rowId);
    await site.db.query(
      `INSERT INTO report_rows (id, report_id, position, assignment_id, referral_id, referred_on)
       SELECT $1, $2, $3, current_assignment_id, id, $5 FROM referrals WHERE id = $4`,
      [rowId, id, index + 1, referralId, today],
    );
  }
  const expiresAt = plusMillis(now, 30 * DAY_MS);
  await site.db.query(
    `INSERT INTO links (id, purpose, subject_id, organization_id, recipient, expires_at, created_at)
     SELECT $1, 'report', $2, id, contact_email, $3, $4 FROM organizations WHERE id = $5`,
    [linkId, id, expiresAt, now, organizationId],
  );
  const { LINK_KEYS = '' } = site.service.environment;
  const links = createLinks({ keys: [LINK_KEYS], publicUrl: site.service.url });
  return { id, rowIds, link: links.urlFor({ id: linkId, expiresAt }) };
}

/** What was said of a consumer by another way before. */
export async function sayByLink(site: Installation, reportId: string, rowId: string): Promise<void> {
  const today = localDateIn(ZONE, instant(Date.now()));
  await site.db.query(
    `WITH said AS (
       UPDATE report_rows SET contact_made = true, contact_on = $3 WHERE id = $2 RETURNING id
     ) INSERT INTO report_statements (id, report_id, row_id, revision, at, source, contact_made, contact_on, applied_at,
       outcome) SELECT $4, $1, id, 0, now(), 'link', true, $3, now(), 'known' FROM said`,
    [reportId, rowId, today, newId()],
  );
}

/** Follows the link and presses its button. Throws unless that opens the report. */
export async function openReport(page: Page, link: string): Promise<void> {
  await page.goto(link);
  const status = await landing(page, () => page.getByRole('button', { name: 'Open the report' }).click());
  if (status !== 200) throw new Error(`${status} instead of the report`);
}

/** Presses what downloads a workbook; its bytes. */
export async function download(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  const parts: Buffer[] = [];
  for await (const part of await file.createReadStream()) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Types into the cells of consumers, found by their names as a person finds them. */
export async function fillIn(
  file: Buffer,
  answers: Readonly<Record<string, Partial<Record<ReportColumn, string | Date>>>>,
): Promise<Buffer> {
  const workbook = new Workbook();
  await workbook.xlsx.load(file as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  const [sheet] = workbook.worksheets;
  if (sheet === undefined) throw new Error('the workbook has no sheet');
  const columns = new Map<string, number>();
  sheet.eachRow((row) => {
    const texts = new Map<string, number>();
    row.eachCell((cell, column) => void texts.set(cell.text, column));
    if (texts.has(REPORT_COLUMN_WORDS.contactMade)) {
      for (const [text, column] of texts) columns.set(text, column);
    }
    const name = [...texts.keys()].find((text) => text in answers);
    for (const [column, value] of Object.entries(name === undefined ? {} : (answers[name] ?? {}))) {
      row.getCell(columns.get(REPORT_COLUMN_WORDS[column as ReportColumn]) ?? 0).value = value;
    }
  });
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
