import { readDeliveryStatuses } from '../../../src/domain/inbound-mail/delivery-status';
import { readNotice } from '../../../src/domain/inbound-mail/notice';
import type { ReadMail } from '../../../src/domain/inbound-mail/read-mail';
import { tracesIn } from '../../../src/domain/inbound-mail/traces';
import { createInboundMailParser } from '../../../src/infra/inbound-mail-parser';
import { deliveryReport, mime, reply } from '../support/mime';

const ID = '0199a000-0000-7000-8000-000000000001';
const OURS = `<${ID}@leads.example.org>`;
const messagesNamed = (mail: ReadMail) => tracesIn(mail, readNotice(mail)).messages;

async function read(raw: Buffer): Promise<ReadMail> {
  const mail = await createInboundMailParser().read(raw);
  if (mail === null) throw new Error('was taken for no mail');
  return mail;
}

describe('a delivery report', () => {
  test.each(['headers', 'message', 'message-in-base64'] as const)(
    'names the mail that came back, when its %s comes with it',
    async (returns) => {
      const mail = await read(deliveryReport({ originalMessageId: OURS, returns }));
      expect(messagesNamed(mail)).toEqual([ID]);
      expect(mail.statusParts.flatMap(readDeliveryStatuses)).toEqual([
        {
          ...{ action: 'failed', status: '5.1.1', smtpCode: 550 },
          ...{ original: null, final: 'leads@organization.example.org' },
        },
      ]);
      expect(mail.text).toContain("I'm sorry to have to inform you");
      expect(mail.text).not.toContain('A lead waits for you');
    },
  );

  test('without the original, or of somebody else’s mail, it names none', async () => {
    const none = await read(deliveryReport({ originalMessageId: null }));
    const nothing = await read(deliveryReport({ originalMessageId: OURS, returns: 'nothing' }));
    const foreign = await read(deliveryReport({ originalMessageId: '<CAF+abc123@mail.example.com>' }));
    expect([none, nothing, foreign].map(messagesNamed)).toEqual([[], [], []]);
  });

  test('of several recipients, each has its own group of fields, whatever the ends of lines', () => {
    const part =
      'Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@example.org\nAction: delayed\nStatus: 4.2.2\n \n';
    const second = 'Final-Recipient: LOCAL; b@example.org\r\nAction:\r\n failed\r\nStatus: 5.1.1\r\n';
    expect(readDeliveryStatuses(part + second)).toEqual([
      { action: 'delayed', status: '4.2.2', smtpCode: null, original: null, final: 'a@example.org' },
      { action: 'failed', status: '5.1.1', smtpCode: null, original: null, final: null },
    ]);
  });
});

describe('a reply', () => {
  test('names the mail it answers; of a thread the nearest ancestor first', async () => {
    const other = ID.replace(/1$/, '2');
    const references = `<${other}@leads.example.org> ${OURS} <x@example.com>`;
    const direct = await read(reply({ from: 'a@example.org', inReplyTo: OURS }));
    const thread = await read(reply({ from: 'a@example.org', inReplyTo: '<x@example.com>', references }));
    expect(messagesNamed(direct)).toEqual([ID]);
    expect(messagesNamed(thread)).toEqual([ID, other]);
    expect(direct).toMatchObject({ from: 'a@example.org', text: 'Who calls the consumer first?' });
  });

  test('in HTML alone it is read as text', async () => {
    const mail = await read(
      mime(
        'From: a@example.org',
        'Content-Type: text/html',
        '',
        '<p>Who <b>calls</b>?</p><script>x</script>',
      ),
    );
    expect(mail.text.trim()).toBe('Who calls?');
  });
});

describe('what is no proper mail', () => {
  test('without a header field it is no mail', async () => {
    const parser = createInboundMailParser();
    expect(await parser.read(Buffer.from('just some words\r\n'))).toBeNull();
    expect(await parser.read(Buffer.from([0, 255, 254, 1, 2]))).toBeNull();
  });

  test.each([
    [
      'a boundary that never comes',
      mime('From: a@example.org', 'Content-Type: multipart/mixed; boundary=x', '', 'y'),
    ],
    [
      'a boundary that is missing',
      mime('From: a@example.org', 'Content-Type: multipart/report', '', '--x', 'y'),
    ],
    [
      'base64 that is none',
      mime('From: a@example.org', 'Content-Transfer-Encoding: base64', '', '%%%%', '='),
    ],
    ['an unknown charset', mime('From: a@example.org', 'Content-Type: text/plain; charset=utf-99', '', 'y')],
    [
      'NULs and half characters',
      Buffer.concat([mime('From: a@example.org', ''), Buffer.from([0, 0xed, 0xa0, 0x80])]),
    ],
    ['headers without an end', Buffer.from(`From: a@example.org\r\nX-A: ${'a'.repeat(3_000_000)}`)],
    [
      'parts without an end',
      mime('From: a@example.org', 'Content-Type: multipart/mixed; boundary=x', '', ...nested(3_000)),
    ],
    ['parts within parts', mime('From: a@example.org', ...within(400))],
  ])('%s is read as far as it goes', async (_what, raw) => {
    const mail = await read(raw);
    expect(mail.statusParts).toEqual([]);
    expect(mail.text.length).toBeLessThan(200_001);
  });

  test('of ten megabytes of attachment little is kept', async () => {
    const big = tenMegabytes();
    expect(big.length).toBeGreaterThan(10_000_000);
    const mail = await read(big);
    expect(messagesNamed(mail)).toEqual([ID]);
    expect(mail.returnedParts[0]?.length).toBeLessThanOrEqual(65_536);
    expect(JSON.stringify(mail).length).toBeLessThan(300_000);
  });

  test('mails that come together are read one after the other, so that together they take the memory of one', async () => {
    const parser = createInboundMailParser();
    const done: string[] = [];
    const [big, small] = [tenMegabytes(), reply({ from: 'a@example.org', inReplyTo: OURS })];
    // A small mail would be done long before a big one if both were read at the same time.
    await Promise.all(
      [big, small, big, small].map(async (raw, n) => {
        await parser.read(raw);
        done.push(`${n}: ${raw === big ? 'big' : 'small'}`);
      }),
    );
    expect(done).toEqual(['0: big', '1: small', '2: big', '3: small']);
  });
});

function tenMegabytes(): Buffer {
  const block = `${'A'.repeat(76)}\r\n`.repeat(129_000);
  const report = deliveryReport({ originalMessageId: OURS }).toString('latin1');
  return Buffer.from(report.replace('A lead waits for you.', `A lead waits for you.\r\n${block}`), 'latin1');
}

function nested(count: number): string[] {
  return Array.from({ length: count }, (_, n) => [`--x`, 'Content-Type: text/plain', '', String(n)]).flat();
}

function within(depth: number): string[] {
  const opened = Array.from({ length: depth }, (_, n) => [
    ...[`Content-Type: multipart/mixed; boundary=b${n}`, '', `--b${n}`],
  ]).flat();
  return [...opened, 'Content-Type: text/plain', '', 'deep'];
}
