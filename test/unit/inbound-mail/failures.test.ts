import { LEAD, TO_SPOC } from '../api/support/mailroom';
import { deliveryReport, type Report } from '../support/mime';
import { ADDRESS, BOUNCE, COPY, failed, notice, OURS, QMAIL, report } from './support/returned-mail';
import { receivedOne } from './support/receiving';

describe('point 5: a mail that comes back is known by every trace of ours', () => {
  const RELAYS = 'Message-ID: <0100019a1b2c3d4e-aaaa@relay.example.net>';
  const OWN_RETURN = `bounces+${LEAD.id}@leads.example.org`;
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
    [
      'the address of its own that it came back to',
      report([failed(ADDRESS)], [RELAYS], [`To: <${OWN_RETURN}>`]),
    ],
    [
      'the same, as the server on its way noted it',
      report([failed(ADDRESS)], [RELAYS], [`To: postmaster@example.org`, `Delivered-To: ${OWN_RETURN}`]),
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
    expect(consequence).toMatchObject({
      ...{ follows: 'question', unreached: [DEAD] },
      text: expect.stringContaining(DEAD),
    });
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
