import fc from 'fast-check';

/** Raw mails as other servers and people send them. Lines end as on the wire. */

export const mime = (...lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n`);

export interface Report {
  /** With the angle brackets; null: the report does not tell. */
  readonly originalMessageId: string | null;
  readonly recipient?: string;
  readonly action?: string;
  readonly status?: string | null;
  readonly diagnostic?: string;
  /** How much of the original comes back. */
  readonly returns?: 'headers' | 'message' | 'message-in-base64' | 'nothing';
  /** Makes two reports of one mail differ. */
  readonly note?: string;
}

/** A delivery report as Postfix writes it. */
export function deliveryReport({
  originalMessageId,
  recipient = 'leads@organization.example.org',
  action = 'failed',
  status = '5.1.1',
  diagnostic = 'smtp; 550 5.1.1 no such recipient here',
  returns = 'message',
  note = 'none',
}: Report): Buffer {
  const original = [
    'Received: from leads.example.org (leads.example.org [192.0.2.1])',
    'From: Preferred Assister Leads <leads@example.org>',
    `To: ${recipient}`,
    ...(originalMessageId === null ? [] : ['Message-ID:', ` ${originalMessageId}`]),
    'Subject: New referral',
    'Content-Type: text/plain',
    '',
    'A lead waits for you.',
    'Message-ID: <00000000-0000-7000-8000-00000000dead@not.a.header.example.org>',
  ];
  return mime(
    'Return-Path: <>',
    'From: MAILER-DAEMON@mail.example.org (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    ' boundary="BOUNDARY"',
    '',
    '--BOUNDARY',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `I'm sorry to have to inform you that your message could not be delivered. Note: ${note}`,
    '',
    '--BOUNDARY',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example.org',
    'Arrival-Date: Tue, 24 Nov 2026 10:00:00 -0600 (CST)',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    `Action: ${action}`,
    ...(status === null ? [] : [`Status: ${status}`]),
    `Diagnostic-Code: ${diagnostic}`,
    '',
    ...returned(original, returns),
    '--BOUNDARY--',
  );
}

function returned(original: readonly string[], returns: NonNullable<Report['returns']>): string[] {
  const headers = original.slice(0, original.indexOf(''));
  switch (returns) {
    case 'nothing':
      return [];
    case 'headers':
      return ['--BOUNDARY', 'Content-Type: text/rfc822-headers', '', ...headers, ''];
    case 'message':
      return ['--BOUNDARY', 'Content-Type: message/rfc822', '', ...original, ''];
    case 'message-in-base64':
      return [
        ...['--BOUNDARY', 'Content-Type: message/rfc822', 'Content-Transfer-Encoding: base64', ''],
        ...(Buffer.from(original.join('\r\n'))
          .toString('base64')
          .match(/.{1,76}/g) ?? []),
        '',
      ];
  }
}

export interface Reply {
  readonly from: string;
  readonly inReplyTo?: string;
  readonly references?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly headers?: readonly string[];
}

export function reply({
  from,
  inReplyTo,
  references,
  subject = 'Re: New referral',
  text,
  headers = [],
}: Reply): Buffer {
  return mime(
    `From: Sample Assister <${from}>`,
    'To: spoc@example.org',
    `Subject: ${subject}`,
    ...(inReplyTo === undefined ? [] : [`In-Reply-To: ${inReplyTo}`]),
    ...(references === undefined ? [] : [`References: ${references}`]),
    ...headers,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text ?? 'Who calls the consumer first?',
  );
}

/** Whatever bytes may do to the lines of this mail; its last line, which is its text, stays. */
export function damaged(mail: Buffer): fc.Arbitrary<Buffer> {
  const text = mail.lastIndexOf('\r\n', mail.length - 3);
  const damage = fc.record({
    at: fc.nat(text - 1),
    removed: fc.oneof(fc.nat(3), fc.nat(200)),
    added: fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc
        .constantFrom('\0', '\r\n', '\uFFFE', '--B', '=?utf-8?B?', ';', '<', '"')
        .map((word) => Buffer.from(word)),
    ),
  });
  return fc.array(damage, { minLength: 1, maxLength: 4 }).map((all) =>
    all.reduce((raw, { at, removed, added }) => {
      const end = raw.length - (mail.length - text);
      const from = Math.min(at, end);
      return Buffer.concat([raw.subarray(0, from), added, raw.subarray(Math.min(from + removed, end))]);
    }, mail),
  );
}
