import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { createWorkbookWriter } from '../../../src/infra/workbook/write-report';
import { inParallel } from '../statistics';
import { bareReportMail } from './report-mail';

const AT_ONCE = 8;

/* node loop.js <SMTP URL> <count>: workbooks made and mailed with nothing durable about it. */
async function main(): Promise<void> {
  const [smtpUrl, count] = process.argv.slice(2);
  const transport = createTransport({ url: smtpUrl, pool: true, maxConnections: 5, maxMessages: Infinity });
  const writer = createWorkbookWriter();
  let begun = 0;
  const since = performance.now();
  await inParallel(
    () => begun < Number(count),
    AT_ONCE,
    async () => {
      begun += 1;
      await transport.sendMail(await bareReportMail(writer, randomUUID()));
    },
  );
  transport.close();
  process.stdout.write(`took ${performance.now() - since} ms\n`);
}

void main();
