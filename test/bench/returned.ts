import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { createWorkbookReader } from '../../src/infra/workbook/reader/workbook-reader';
import { createWorkbookWriter } from '../../src/infra/workbook/write-report';
import { localDate } from '../../src/domain/time';
import { sampleWorkbook } from './bare/report-mail';
import { loadSentLeads } from './cycle-scene';
import { Mailbox } from './mailbox';
import type { Figure } from './report';
import { startService, type Service } from './service';
import type { Settings } from './settings';
import { median, timed } from './statistics';

const ROWS = 10_000;
const READINGS = 5;
const DAY = '2023-02';

/** One return of 10,000 rows, all of them good, by the API; beside it what the reading of the file alone takes. */
export async function returned(settings: Settings): Promise<Figure[]> {
  const rows = Math.round(ROWS * (settings.scale ?? 1));
  const mailbox = await Mailbox.open();
  const postgres = new Client({ connectionString: settings.databaseUrl });
  await postgres.connect();
  await loadSentLeads(postgres, { organizations: 1, rows, from: `${DAY}-01`, root: settings.root });
  const service = await startService(settings, mailbox);
  await service.send('POST', '/seasons', {
    name: `Bench ${DAY}`,
    periods: [{ from: `${DAY}-01`, to: `${DAY}-14`, sendOn: `${DAY}-21`, dueOn: `${DAY}-28` }],
  });
  const { reportId, keys } = await preparedRows(postgres, rows);
  const file = await filled(reportId, keys);

  const reader = createWorkbookReader();
  const readings: number[] = [];
  for (let n = 0; n < READINGS; n += 1) readings.push(await timed(() => reader.read(file)));
  const since = performance.now();
  await upload(service, reportId, file);
  const answer = performance.now() - since;
  await untilApplied(postgres, rows);
  const applied = performance.now() - since;
  await service.stop();
  await postgres.end();
  await mailbox.close();
  return [
    {
      name: `Return of ${rows} rows, to the answer`,
      value: answer / 1000,
      unit: 's',
      floor: { what: 'the file read, nothing else', value: median(readings) / 1000 },
      goal: { of: 'value', atMost: 3 },
    },
    {
      name: `The same, until all ${rows} referrals have it`,
      value: applied / 1000,
      unit: 's',
      goal: { of: 'value', atMost: 15 },
    },
  ];
}

async function preparedRows(postgres: Client, rows: number): Promise<{ reportId: string; keys: string[] }> {
  for (let look = 0; look < 600; look += 1) {
    const { rows: found } = await postgres.query<{ report_id: string; id: string }>(
      `SELECT w.report_id, w.id FROM report_rows w JOIN reports r ON r.id = w.report_id
       JOIN report_periods p ON p.id = r.period_id WHERE p.from = $1 AND r.sent_at IS NOT NULL ORDER BY w.position`,
      [`${DAY}-01`],
    );
    const reportId = found[0]?.report_id;
    if (found.length === rows && reportId !== undefined) return { reportId, keys: found.map(({ id }) => id) };
    await sleep(100);
  }
  throw new Error('the report was not sent');
}

async function untilApplied(postgres: Client, rows: number): Promise<void> {
  for (;;) {
    const { rows: counted } = await postgres.query<{ resolved: number }>(
      "SELECT count(*)::int AS resolved FROM referrals WHERE status = 'resolved'",
    );
    if ((counted[0]?.resolved ?? 0) >= rows) return;
    await sleep(100);
  }
}

/** As a person would send it back. */
async function filled(reportId: string, keys: readonly string[]): Promise<Buffer> {
  const sample = sampleWorkbook(reportId, keys.length);
  return createWorkbookWriter().write({
    ...sample,
    rows: sample.rows.map((row, n) => ({
      ...row,
      key: keys[n] ?? row.key,
      cells: {
        contactMade: { kind: 'text', text: 'Y' },
        contactDate: { kind: 'date', on: localDate('2023-02-17') },
        resolution: { kind: 'text', text: 'No longer needs assistance' },
        comments: { kind: 'blank' },
      },
    })),
  });
}

async function upload({ url, headers }: Service, reportId: string, file: Buffer): Promise<void> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(file)]), 'report.xlsx');
  const { authorization = '' } = headers;
  const response = await fetch(`${url}/api/v1/reports/${reportId}/workbook`, {
    method: 'POST',
    headers: { authorization },
    body: form,
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
}
