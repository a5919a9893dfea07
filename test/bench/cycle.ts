import { readFileSync, writeFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client as Temporal } from '@temporalio/client';
import { Client } from 'pg';
import { startBare, type Bare } from './bare';
import { REPORT_ROWS } from './bare/report-mail';
import { Child } from './child';
import { loadSentLeads } from './cycle-scene';
import { Mailbox } from './mailbox';
import type { Figure } from './report';
import { startService } from './service';
import type { Settings } from './settings';
import { inParallel, timed } from './statistics';

const FEW = 200;
const MANY = 2_000;
const STARTING = 16;
const WITHIN_MS = 900_000;

/**
 * A cycle: every organization's report made, its workbook of 25 rows attached, its mail accepted. Beside it as many bare
 * workflows that make the same workbook and send it in one activity, and a loop without anything durable. A worker of
 * its own for the few and for the many, so that each has a peak of memory of its own.
 */
export async function cycle(settings: Settings): Promise<Figure[]> {
  const scale = settings.scale ?? 1;
  const [few, many] = [Math.round(FEW * scale), Math.round(MANY * scale)];
  const mailbox = await Mailbox.open();
  const postgres = new Client({ connectionString: settings.databaseUrl });
  await postgres.connect();
  const bare = await startBare(settings, mailbox);
  const programFile = encryptedProgram(settings);

  const small = await oneCycle(settings, mailbox, postgres, programFile, { organizations: few, year: 2024 });
  const large = await oneCycle(settings, mailbox, postgres, programFile, { organizations: many, year: 2025 });
  const longest = await longestHistory(bare.client);
  const bareMs = await bareReports(bare, mailbox, many);
  await bare.stop();
  const loopMs = await loop(settings, mailbox, many);
  await postgres.end();
  await mailbox.close();

  const rate = many / (large.ms / 1000);
  return [
    {
      name: `Cycle of ${many} reports with ${REPORT_ROWS} rows`,
      value: rate,
      unit: 'reports/s',
      floor: { what: 'bare workflow', value: many / (bareMs / 1000) },
      goal: { of: 'ratio', atLeast: 0.85 },
    },
    {
      name: 'The same, beside nothing durable',
      value: rate,
      unit: 'reports/s',
      floor: { what: 'a loop', value: many / (loopMs / 1000) },
    },
    {
      name: `Worker’s peak, ${many} organizations`,
      value: large.peak,
      unit: 'MiB',
      floor: { what: `${few} organizations`, value: small.peak },
      goal: { of: 'ratio', atMost: 1.1 },
    },
    {
      name: 'Longest history of a season or a report',
      value: longest,
      unit: 'events',
      goal: { of: 'value', atMost: 2_000 },
    },
  ];
}

interface Cycle {
  readonly ms: number;
  readonly peak: number;
}

async function oneCycle(
  settings: Settings,
  mailbox: Mailbox,
  postgres: Client,
  programFile: string,
  { organizations, year }: { readonly organizations: number; readonly year: number },
): Promise<Cycle> {
  await loadSentLeads(postgres, {
    organizations,
    rows: REPORT_ROWS,
    from: `${year}-02-01`,
    root: settings.root,
  });
  const service = await startService(settings, mailbox, { programFile });
  const before = mailbox.count;
  const ms = await timed(async () => {
    await service.send('POST', '/seasons', {
      name: `Bench ${year}`,
      periods: [
        {
          from: `${year}-02-01`,
          to: `${year}-02-14`,
          sendOn: `${year}-02-21`,
          dueOn: `${year}-02-28`,
        },
      ],
    });
    await untilTaken(mailbox, before + organizations);
  });
  const { peak } = service.worker.memory();
  const { rows } = await postgres.query<{ reports: string; mails: string }>(
    `SELECT count(*) AS reports, (SELECT count(*) FROM messages m JOIN reports r ON r.id = m.report_id
       JOIN report_periods p ON p.id = r.period_id WHERE m.kind = 'report' AND p.from = $1) AS mails
     FROM reports r JOIN report_periods p ON p.id = r.period_id WHERE p.from = $1`,
    [`${year}-02-01`],
  );
  const made = rows[0];
  if (Number(made?.reports) !== organizations || Number(made?.mails) !== organizations) {
    throw new Error(`${organizations} organizations have ${JSON.stringify(made)}`);
  }
  await service.stop();
  return { ms, peak };
}

/** A gateway that encrypts: the workbook travels with the mail. */
function encryptedProgram({ root, folder }: Settings): string {
  const policy = JSON.parse(readFileSync(join(root, 'config', 'mnsure.json'), 'utf8')) as {
    version: string;
    mail: object;
  };
  const file = join(folder, 'encrypted.json');
  const mail = { ...policy.mail, leadContent: 'full' };
  writeFileSync(file, JSON.stringify({ ...policy, version: 'bench-encrypted', mail }));
  cpSync(join(root, 'config', 'areas'), join(folder, 'areas'), { recursive: true });
  return file;
}

async function bareReports(bare: Bare, mailbox: Mailbox, count: number): Promise<number> {
  const before = mailbox.count;
  let begun = 0;
  return timed(async () => {
    await inParallel(
      () => begun < count,
      STARTING,
      async () => {
        begun += 1;
        await bare.startReport();
      },
    );
    await untilTaken(mailbox, before + count);
  });
}

async function loop(settings: Settings, mailbox: Mailbox, count: number): Promise<number> {
  const script = join(__dirname, 'bare', 'loop.js');
  const child = new Child('bare loop', [script, `smtp://127.0.0.1:${mailbox.port}`, String(count)], {
    cwd: settings.root,
    env: process.env,
  });
  const took = /took ([\d.]+) ms/;
  const end = Date.now() + WITHIN_MS;
  while (!took.test(child.printed)) {
    if (Date.now() > end) throw new Error(`the loop did not end: ${child.printed}`);
    await sleep(50);
  }
  return Number(took.exec(child.printed)?.[1]);
}

async function longestHistory(client: Temporal): Promise<number> {
  let longest = 0;
  for await (const { historyLength } of client.workflow.list({
    query: "WorkflowType = 'season' OR WorkflowType = 'report'",
  })) {
    longest = Math.max(longest, historyLength);
  }
  return longest;
}

async function untilTaken(mailbox: Mailbox, count: number): Promise<void> {
  const end = Date.now() + WITHIN_MS;
  while (mailbox.count < count) {
    if (Date.now() > end) throw new Error(`only ${mailbox.count} of ${count} mails came`);
    await sleep(20);
  }
}
