import { LEAD, TO_SPOC } from '../api/support/mailroom';
import { deliveryReport, mime, type Report } from '../support/mime';
import { receivedOne, told } from './support/receiving';

const OURS = `<${LEAD.id}@leads.example.org>`;
const ADDRESS = 'leads@organization.example.org';
const BOUNCE = { follows: 'bounce' };

/** A report about one or more recipients; `head` are the fields of the mail that came back. */
function report(
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

const failed = (final: string, original?: string): string[] => [
  ...(original === undefined ? [] : [`Original-Recipient: rfc822;${original}`]),
  ...[`Final-Recipient: rfc822; ${final}`, 'Action: failed', 'Status: 5.1.1'],
];
const notice = (headers: readonly string[], ...lines: readonly string[]) =>
  mime(...headers, 'To: leads@example.org', '', ...lines);
const QMAIL = ['Return-Path: <>', 'From: MAILER-DAEMON@mx.example.net', 'Subject: failure notice'];
const COPY = [
  '--- Below this line is a copy of the message.',
  '',
  'X-Message-Kind: lead',
  `Message-ID: ${OURS}`,
];

describe('point 5: a mail that comes back is known by every trace of ours', () => {
  const RELAYS = 'Message-ID: <0100019a1b2c3d4e-aaaa@relay.example.net>';
  const REFERRAL = `X-Referral-ID: ${LEAD.referralId ?? ''}`;
  test.each<[string, Buffer]>([
    ['its Message-ID', report([failed(ADDRESS)], [`Message-ID: ${OURS}`])],
    [
      'the referral and the address, when a relay has put its own Message-ID',
      report([failed(ADDRESS)], [RELAYS, REFERRAL]),
    ],
    [
      'the referral and the original recipient',
      report([failed('LEADS@Organization.example.org', ADDRESS)], [RELAYS, REFERRAL]),
    ],
    [
      'the referral and whom the returned mail was sent to',
      report([['Action: failed', 'Status: 5.0.0']], [RELAYS, REFERRAL, `To: ${ADDRESS}`]),
    ],
    [
      'Original-Message-ID among the fields of the report',
      report([[`X-Original-Message-ID: ${OURS}`], failed(ADDRESS)], [RELAYS]),
    ],
    [
      'X-Google-Original-Message-ID in what came back',
      report([failed(ADDRESS)], [RELAYS, `X-Google-Original-Message-ID: ${OURS}`]),
    ],
    ['In-Reply-To of the report', report([failed(ADDRESS)], [RELAYS], [`In-Reply-To: ${OURS}`])],
    ['References of the report', report([failed(ADDRESS)], [], [`References: <x@example.com> ${OURS}`])],
  ])('%s', async (_trace, raw) => {
    const { record, consequence } = await receivedOne(raw);
    expect(consequence).toMatchObject(BOUNCE);
    expect(record).toMatchObject({
      kind: 'delivery-report',
      messageId: LEAD.id,
      referralId: LEAD.referralId,
    });
  });

  test.each<[string, Buffer, string | null]>([
    ['the address alone', report([failed('leads@one.example.org')], []), 'one'],
    ['the referral with another address', report([failed('x@example.com')], [REFERRAL]), null],
    ['an id that is none of ours', report([failed(ADDRESS)], ['Message-ID: <x@example.com>']), null],
    ['nothing at all', deliveryReport({ originalMessageId: null, returns: 'nothing' }), null],
  ])('%s silences nobody: a person is shown it', async (_trace, raw, organizationId) => {
    const { record, consequence } = await receivedOne(raw);
    expect(consequence).toMatchObject({
      follows: 'question',
      text: expect.stringContaining('nothing was changed'),
    });
    expect(record).toMatchObject({ kind: 'delivery-report', messageId: null, organizationId });
  });

  test.each<[string, Buffer]>([
    ['of a mail to the exchange', deliveryReport({ originalMessageId: `<${TO_SPOC.id}@leads.example.org>` })],
    ['of whatever mail to the exchange’s address', report([failed('SPOC@example.org')], [])],
  ])('a failure %s asks nobody: the question would come back, too', async (_what, raw) => {
    expect((await receivedOne(raw)).consequence).toEqual({ follows: 'nothing' });
  });
});

describe('point 5: given up is final, whatever the class of the status', () => {
  test.each<[Partial<Report>, boolean]>([
    [{ action: 'failed', status: '5.1.1' }, true],
    [{ action: 'Failed', status: '5.7.1 (blocked)' }, true],
    [{ action: 'failed (given up)', status: '4.4.7' }, true],
    [{ action: 'FAILED', status: '4.2.2' }, true],
    [{ action: 'failed', status: '2.0.0' }, true],
    [{ action: 'failed', status: null }, true],
    [{ action: 'delayed', status: '4.4.1' }, false],
    [{ action: 'delayed', status: '5.0.0' }, false],
    [{ action: 'delivered', status: '2.0.0' }, false],
    [{ action: 'relayed', status: '2.0.0' }, false],
    [{ action: 'expanded', status: '2.0.0' }, false],
  ])('%j: final is %s', async (about, final) => {
    const { consequence } = await receivedOne(deliveryReport({ originalMessageId: OURS, ...about }));
    expect(consequence.follows).toBe(final ? 'bounce' : 'nothing');
  });
});

describe('point 5: a dead member behind an address does not silence the organization', () => {
  const HEAD = [`Message-ID: ${OURS}`, `To: ${ADDRESS}`];
  const arrived = (action: string, final = 'ana@example.net') => [
    ...[`Original-Recipient: rfc822;${ADDRESS}`, `Final-Recipient: rfc822; ${final}`, `Action: ${action}`],
  ];
  const DEAD = 'former@example.net';
  test.each<[string, Buffer]>([
    ['others delivered', report([failed(DEAD, ADDRESS), arrived('delivered')], HEAD)],
    ['others relayed', report([arrived('relayed'), failed(DEAD)], HEAD)],
    ['the address expanded', report([arrived('expanded', ADDRESS), failed(DEAD)], HEAD)],
    ['alone in its report', report([failed(DEAD, ADDRESS)], HEAD)],
    [
      'with our address as RFC 3461 writes it',
      report([failed(DEAD, 'leads@organization.example.org'.replace('@', '+40'))], HEAD),
    ],
    ['without an original recipient', report([failed(DEAD)], HEAD)],
    [
      'named by Exim',
      notice(
        [...QMAIL, `X-Failed-Recipients: ${DEAD}`],
        `A message to ${ADDRESS}:`,
        `  ${DEAD}`,
        `    (generated from ${ADDRESS})`,
        '    Unrouteable address',
        ...COPY,
      ),
    ],
    [
      'named by qmail',
      notice(QMAIL, `<${DEAD}>:`, 'Sorry, no mailbox here by that name. (#5.1.1)', '', ...COPY),
    ],
  ])('%s: it is told', async (_what, raw) => {
    const { record, consequence } = await receivedOne(raw);
    expect(consequence).toMatchObject({ follows: 'question', text: expect.stringContaining(DEAD) });
    expect(record).toMatchObject({ kind: 'delivery-report', organizationId: LEAD.organizationId });
  });

  test('however many mails do not reach it, it is one question in a month', async () => {
    const first = await receivedOne(report([failed(DEAD, ADDRESS)], HEAD));
    const second = await receivedOne(report([failed(DEAD, ADDRESS)], [...HEAD, 'X-Another: server']));
    expect(second.record.id).not.toBe(first.record.id);
    expect([second.record.requestId, second.consequence]).toEqual([
      first.record.requestId,
      first.consequence,
    ]);
  });

  test.each<[string, Buffer]>([
    ['all of it failed, our own address too', report([failed(ADDRESS), failed(DEAD)], HEAD)],
    [
      'a server writes our address in its own way',
      report([failed('leads@organization.onmicrosoft.example')], HEAD),
    ],
    [
      'the final recipient is no address',
      report([['Final-Recipient: x-local; |/usr/bin/filter', 'Action: failed']], HEAD),
    ],
  ])('%s: the address itself has failed', async (_what, raw) => {
    expect((await receivedOne(raw)).consequence).toMatchObject(BOUNCE);
  });
});

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
