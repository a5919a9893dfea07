import { LEAD } from '../../api/support/mailroom';
import { mime } from '../../support/mime';

/** What mails that came back are made of. */

export const OURS = `<${LEAD.id}@leads.example.org>`;
export const ADDRESS = 'leads@organization.example.org';
export const BOUNCE = { follows: 'bounce' };

export const failed = (final: string, original?: string): string[] => [
  ...(original === undefined ? [] : [`Original-Recipient: rfc822;${original}`]),
  ...[`Final-Recipient: rfc822; ${final}`, 'Action: failed', 'Status: 5.1.1'],
];
export const notice = (headers: readonly string[], ...lines: readonly string[]) =>
  mime(...headers, 'To: leads@example.org', '', ...lines);
export const QMAIL = ['Return-Path: <>', 'From: MAILER-DAEMON@mx.example.net', 'Subject: failure notice'];
export const COPY = [
  '--- Below this line is a copy of the message.',
  '',
  'X-Message-Kind: lead',
  `Message-ID: ${OURS}`,
];

/** A report about one or more recipients; `head` are the fields of the mail that came back. */
export function report(
  groups: readonly (readonly string[])[],
  head: readonly string[],
  before: readonly string[] = [],
) {
  return mime(
    ...[
      'Return-Path: <>',
      'From: MAILER-DAEMON@mx.example.net',
      'Subject: Undelivered Mail Returned to Sender',
    ],
    ...['Auto-Submitted: auto-replied', 'MIME-Version: 1.0', ...before],
    ...['Content-Type: multipart/report; report-type=delivery-status; boundary=B', ''],
    ...['--B', 'Content-Type: text/plain', '', 'The mail could not be delivered.', ''],
    ...['--B', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example.net', ''],
    ...groups.flatMap((group) => [...group, '']),
    ...['--B', 'Content-Type: text/rfc822-headers', '', ...head, '', '--B--'],
  );
}
