import { LEAD } from '../api/support/mailroom';
import { mime } from '../support/mime';
import { receivedOne, told } from './support/receiving';
import { ADDRESS, BOUNCE, COPY, failed, notice, OURS, QMAIL, report } from './support/returned-mail';

describe('point 5: a failure that is told in words alone', () => {
  test.each<[string, Buffer]>([
    [
      'qmail',
      notice(
        QMAIL,
        "This is a permanent error; I've given up.",
        '',
        `<${ADDRESS}>:`,
        'Sorry, no mailbox here by that name. (#5.1.1)',
        '',
        ...COPY,
      ),
    ],
    [
      'Exim',
      notice(
        [
          'From: Mail Delivery System <Mailer-Daemon@mx.example.net>',
          'Subject: Mail delivery failed: returning message to sender',
          `X-Failed-Recipients: ${ADDRESS}`,
        ],
        'A message that you sent could not be delivered.',
        '',
        '------ This is a copy of the message, including all the headers. ------',
        '',
        `Message-ID: ${OURS}`,
      ),
    ],
    [
      'a gateway that quotes',
      notice(
        ['From: postmaster@mx.example.net', 'Subject: Undeliverable: New referral'],
        `550 5.1.1 <${ADDRESS}> user unknown`,
        '',
        `> Message-ID: ${OURS}`,
      ),
    ],
    [
      'with the mail attached',
      mime(
        ...QMAIL,
        'Content-Type: multipart/mixed; boundary=B',
        '',
        '--B',
        '',
        `<${ADDRESS}>: user unknown`,
        '--B',
        'Content-Type: message/rfc822',
        '',
        `Message-ID: ${OURS}`,
        '',
        'A lead',
        '--B--',
      ),
    ],
  ])('%s: counts like a report', async (_server, raw) => {
    const { record, consequence } = await receivedOne(raw);
    expect(consequence).toMatchObject(BOUNCE);
    expect(record).toMatchObject({ kind: 'delivery-report', messageId: LEAD.id });
  });

  test.each<[string, Buffer]>([
    ['about nothing that we know', notice(QMAIL, '<leads@one.example.org>:', 'no mailbox here by that name')],
    [
      'in words that nobody expects',
      notice(
        ['From: postmaster@mx.example.net', 'Subject: Undeliverable'],
        'Le destinataire est introuvable.',
        '',
        `Message-ID: ${OURS}`,
      ),
    ],
    ['passed on by the exchange, attached', passedOn('spoc@example.org', 'Fwd: failure notice')],
    ['passed on by anybody', passedOn('somebody@example.com', 'please look at this')],
  ])('%s: is shown to a person', async (_what, raw) => {
    expect(await told(raw)).toMatch(/^\[.*othing was changed/);
  });

  test('a notice that quotes our text, and so the exchange’s address, is about the mail that it answers', async () => {
    const quoting = (header: string) =>
      notice(
        [...QMAIL, header],
        ...[
          "This is a permanent error; I've given up.",
          '',
          `<${ADDRESS}>:`,
          'No mailbox here by that name.',
        ],
        ...['', '> A lead waits for you.', '> Questions? Write to spoc@example.org.'],
      );
    expect(await receivedOne(quoting(`In-Reply-To: ${OURS}`))).toMatchObject({
      record: { kind: 'delivery-report', messageId: LEAD.id, organizationId: LEAD.organizationId },
      consequence: BOUNCE,
    });
  });

  test('a report that somebody passes on keeps the referral that it names', async () => {
    const raw = mime(
      ...['From: somebody@example.com', 'Subject: Fwd: New referral'],
      ...['Content-Type: multipart/mixed; boundary=B', '', '--B', '', 'This came back.', ''],
      ...['--B', 'Content-Type: message/delivery-status', '', ...failed('x@example.com'), ''],
      ...['--B', 'Content-Type: text/rfc822-headers', '', `X-Referral-ID: ${LEAD.referralId ?? ''}`, ''],
      '--B--',
    );
    expect(await receivedOne(raw)).toMatchObject({
      record: { kind: 'reply', messageId: null, organizationId: null, referralId: LEAD.referralId },
      consequence: { follows: 'question', text: expect.stringContaining('othing was changed') },
    });
  });

  test('a server that is still trying asks nobody', async () => {
    const warning = notice(
      [
        'From: Mail Delivery System <mailer-daemon@mx.example.net>',
        'Subject: Warning: message delayed 24 hours',
      ],
      ...[`${ADDRESS}: temporary failure 451. Delivery attempts will continue to be made.`, '', ...COPY],
    );
    expect((await receivedOne(warning)).consequence).toEqual({ follows: 'nothing' });
  });
});

/** A person passes on a report that came to them, as an attached mail. */
function passedOn(from: string, subject: string): Buffer {
  const attached = report([failed(ADDRESS)], ['Message-ID: <x@example.com>']).toString();
  return mime(
    ...[`From: ${from}`, `Subject: ${subject}`, 'Content-Type: multipart/mixed; boundary=OUTER', ''],
    ...['--OUTER', 'Content-Type: text/plain', '', 'This came back to me.', ''],
    ...['--OUTER', 'Content-Type: message/rfc822', '', attached, '--OUTER--'],
  );
}
