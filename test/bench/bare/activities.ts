import { createTransport } from 'nodemailer';
import { Pool } from 'pg';

export interface BareActivities {
  write(reference: string): Promise<void>;
  send(reference: string): Promise<void>;
}

/** Straight on the driver and the mailer, with pools as large as the service's. */
export function bareActivities(databaseUrl: string, smtpUrl: string): BareActivities {
  const pool = new Pool({ connectionString: databaseUrl, max: 20 });
  const transport = createTransport({ url: smtpUrl, pool: true, maxConnections: 5, maxMessages: Infinity });
  return {
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
