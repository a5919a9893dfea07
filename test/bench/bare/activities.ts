import { createTransport } from 'nodemailer';
import { Pool } from 'pg';
import { createWorkbookWriter } from '../../../src/infra/workbook/write-report';
import { bareReportMail } from './report-mail';

export interface BareActivities {
  write(reference: string): Promise<void>;
  send(reference: string): Promise<void>;
  sendReport(reference: string): Promise<void>;
}

/** Straight on the driver and the mailer, with pools as large as the service's. */
export function bareActivities(databaseUrl: string, smtpUrl: string): BareActivities {
  const pool = new Pool({ connectionString: databaseUrl, max: 20 });
  const transport = createTransport({ url: smtpUrl, pool: true, maxConnections: 5, maxMessages: Infinity });
  const writer = createWorkbookWriter();
  return {
    async sendReport(reference) {
      await transport.sendMail(await bareReportMail(writer, reference));
    },
    async write(reference) {
      await pool.query('INSERT INTO bare_writes (reference) VALUES ($1)', [reference]);
    },
    async send(reference) {
      await transport.sendMail({
        from: 'bare@example.org',
        to: 'bare@example.org',
        subject: 'Bare',
        text: 'A short text.',
        headers: { 'X-Referral-Id': reference },
      });
    },
  };
}
