import { saidIn } from '../../../src/domain/inbound-mail/said';
import { mime, reply } from '../support/mime';
import { received, told } from './support/receiving';

const FROM = ['From: leads@one.example.org', 'Subject: Re: New referral', 'Message-ID: <a@example.org>'];
const bytes = (type: string, content: Buffer) =>
  Buffer.concat([mime(...FROM, `Content-Type: ${type}`, ''), content]);
const alternative = (...parts: readonly string[]) =>
  mime(...FROM, 'Content-Type: multipart/alternative; boundary=B', '', ...parts, '--B--');
const plain = (...text: readonly string[]) => ['--B', 'Content-Type: text/plain', '', ...text];
const html = (text: string) => ['--B', 'Content-Type: text/html', '', text];

describe('point 7: the text is kept whole', () => {
  test.each([
    ['Yes.\n\nOn Tue, Nov 24, 2026 at 10:00 AM Leads <leads@example.org> wrote:\n> A lead', 'Yes.'],
    [
      'Yes.\n\nOn Tue, Nov 24, 2026 at 10:00 AM Leads\n<leads@example.org> wrote:\n\n> A lead\n>\n> waits',
      'Yes.',
    ],
    ['Sí.\n\nEl mar, 24 nov 2026 a las 10:00, Leads (<leads@example.org>) escribió:\n> A lead', 'Sí.'],
    ['> A lead waits\n', '> A lead waits'],
    ['Where is it? From: my desk', 'Where is it? From: my desk'],
  ])('%j says %j', (text, said) => {
    expect(saidIn(text)).toBe(said);
  });

  test.each([
    ['below a quotation', 'On Tue, Leads wrote:\n> Can you?\n\nYes, we can.'],
    [
      'between the lines',
      'Hello,\n\nOn Tue, Leads wrote:\n> Is it right?\n\nNo.\n\n> Do you have capacity?\n\nNone.\n\nAna',
    ],
    [
      'in a quotation without marks',
      'See below.\n\n-----Original Message-----\nFrom: Leads\nSent: Tuesday\nCan you? YES',
    ],
    [
      'in an answer that is quoted',
      'Ben says:\n\nOn Tue, Ben <ben@example.org> wrote:\n> We take it.\n>> Can you?',
    ],
    ['in lines that only look like a quotation', 'We have:\n> 3 places\n> 2 of them for Somali'],
  ])('%s', (_where, text) => {
    expect(saidIn(text)).toBe(text);
  });

  test('a link of ours in a quotation is not passed on', () => {
    expect(saidIn('From: Leads\nOpen: https://leads.example.org/l/AQGiI23O-z_8 now')).toBe(
      'From: Leads\nOpen: https://leads.example.org/l/… now',
    );
  });

  test.each<[string, Buffer]>([
    ['an empty plain part', alternative(...plain(''), ...html('<p>Only here.</p>'))],
    [
      'one of spaces that cannot be seen',
      alternative(...plain(' \u00a0\u200b'), ...html('<p>Only here.</p>')),
    ],
    [
      'one that only says that there is HTML',
      alternative(...plain('Your mail program cannot show HTML.'), ...html('<p>Only here.</p>')),
    ],
    ['a plain part that comes second', alternative(...html('<p>Other.</p>'), ...plain('Only here.'))],
    [
      'HTML with a picture',
      mime(
        ...FROM,
        'Content-Type: multipart/related; boundary=B',
        '',
        ...html('<p>Only here.</p><img src="cid:x">'),
        '--B--',
      ),
    ],
    [
      'a boundary that is damaged',
      mime(...FROM, 'Content-Type: multipart/mixed; boundary=C', '', ...plain('Only here.'), '--B--'),
    ],
    ['no boundary', mime(...FROM, 'Content-Type: multipart/mixed', '', 'Only here.')],
    ['a type that is damaged', mime(...FROM, 'Content-Type: tezt/plain', '', 'Only here.')],
    [
      'an encoding that is damaged',
      mime(...FROM, 'Content-Transfer-Encoding: bse64', '', Buffer.from('Only here.').toString('base64')),
    ],
    [
      'an encoding that it does not have',
      mime(...FROM, 'Content-Transfer-Encoding: base64', '', 'Only here.'),
    ],
  ])('of %s', async (_what, raw) => {
    expect(await told(raw)).toBe('Only here.');
  });

  test('of a page that is too deep or too large for the converter', async () => {
    const deep = `${'<div>'.repeat(5_000)}Only here.`;
    const large = `<style>${'x'.repeat(300_000)}</style><p>Only here.</p>`;
    for (const page of [deep, large])
      expect(await told(bytes('text/html', Buffer.from(page)))).toBe('Only here.');
  });
});

describe('point 7: whatever encoding it is in', () => {
  const CYRILLIC = Buffer.from('cff0e8e2e5f22c20ecfb20ede520eceee6e5ec20e2e7fff2fc20fdf2ee', 'hex');
  test.each<[string, Buffer, string]>([
    ['UTF-8, undeclared', bytes('text/plain', Buffer.from('Señor Nguyễn')), 'Señor Nguyễn'],
    [
      'UTF-8, declared as Latin-1',
      bytes('text/plain; charset=iso-8859-1', Buffer.from('Señor Nguyễn')),
      'Señor Nguyễn',
    ],
    [
      'UTF-8 with a broken byte',
      bytes(
        'text/plain; charset=utf-8',
        Buffer.concat([Buffer.from('Nguyễn và Trần '), Buffer.from([0xff])]),
      ),
      'Nguyễn và Trần \uFFFD',
    ],
    [
      'Latin-1, declared as UTF-8',
      bytes('text/plain; charset=utf-8', Buffer.from('Mañana no podré', 'latin1')),
      'Mañana no podré',
    ],
    [
      'Latin-1, declared as ASCII',
      bytes('text/plain; charset=us-ascii', Buffer.from('Mañana no podré', 'latin1')),
      'Mañana no podré',
    ],
    [
      'Windows quotes, in a charset that nobody knows',
      bytes('text/plain; charset=x-unknown', Buffer.from([0x93, 0x46, 0x75, 0x6c, 0x6c, 0x94])),
      '“Full”',
    ],
    ['UTF-16 by its mark', bytes('text/plain', Buffer.from('\uFEFFWe are full', 'utf16le')), 'We are full'],
    [
      'UTF-16 without one',
      bytes('text/plain; charset=utf-8', Buffer.from('We are full', 'utf16le')),
      'We are full',
    ],
    [
      'ISO-2022-JP, undeclared',
      bytes('text/plain', Buffer.from('\u001b$B$3$s$K$A$O\u001b(B', 'latin1')),
      'こんにちは',
    ],
    ['GB18030, declared', bytes('text/plain; charset=gb2312', Buffer.from('c4e3bac3', 'hex')), '你好'],
    [
      'Windows-1251, declared',
      bytes('text/plain; charset=windows-1251', Buffer.from('cff0e8e2e5f2', 'hex')),
      'Привет',
    ],
  ])('%s', async (_what, raw, text) => {
    expect(await told(raw)).toBe(text);
  });

  test('Cyrillic that nobody declared', async () => {
    expect(await told(bytes('text/plain', CYRILLIC))).toBe('Привет, мы не можем взять это');
  });
});

describe('point 7: attachments are named with their size', () => {
  const file = (disposition: string, content: string) => [
    ...[
      '--B',
      'Content-Type: application/octet-stream',
      `Content-Disposition: attachment; ${disposition}`,
      '',
      content,
    ],
  ];
  test.each([
    ['filename="Report.xlsx"', '- Report.xlsx (1 KB)'],
    ["filename*=utf-8''R%C3%A9sum%C3%A9.pdf", '- Résumé.pdf (1 KB)'],
    ['filename="=?utf-8?Q?R=C3=A9sum=C3=A9.pdf?="', '- Résumé.pdf (1 KB)'],
    ["filename*0*=utf-8''Pref; filename*1=erred.pdf", '- Preferred.pdf (1 KB)'],
    ['filename="a\u0000b\u0007.pdf"', '- ab.pdf (1 KB)'],
    ['', '- a file without a name (application/octet-stream) (1 KB)'],
  ])('%j', async (disposition, named) => {
    const raw = mime(
      ...FROM,
      'Content-Type: multipart/mixed; boundary=B',
      '',
      ...plain('Attached.'),
      ...file(disposition, 'x'.repeat(1_000)),
      '--B--',
    );
    const text = await told(raw);
    expect(text).toMatch(
      /^Attached\.\n\nAttached, and kept with the whole mail at \/api\/v1\/inbound-mail\/[0-9a-f-]{36}\/source:\n/,
    );
    expect(text).toContain(named);
  });
});

describe('point 7: a mail that comes twice over another route is one', () => {
  const about = { from: 'leads@one.example.org', text: 'May we send two people?' };
  const once = (...headers: readonly string[]) =>
    reply({ ...about, headers: ['Message-ID: <m@example.org>', ...headers] });
  test.each<[string, Buffer]>([
    [
      'other Received lines',
      Buffer.concat([Buffer.from('Received: from a by b\r\nDKIM-Signature: v=1\r\n'), once()]),
    ],
    [
      'another order of its headers',
      reply({ ...about, headers: ['X-Spam: no', 'Message-ID: <m@example.org>'] }),
    ],
    ['other line ends', Buffer.from(once().toString().replaceAll('\r\n', '\n'))],
    [
      'another transfer encoding',
      Buffer.from(once('Content-Transfer-Encoding: quoted-printable').toString().replace('two', 't=77o')),
    ],
  ])('%s', async (_what, copy) => {
    expect(await received(once(), copy)).toHaveLength(1);
  });

  test.each<[string, Buffer]>([
    ['another Message-ID', reply({ ...about, headers: ['Message-ID: <n@example.org>'] })],
    [
      'another text under the same Message-ID',
      reply({ ...about, text: 'May we send three?', headers: ['Message-ID: <m@example.org>'] }),
    ],
    [
      'another sender',
      reply({ ...about, from: 'leads@shared.example.org', headers: ['Message-ID: <m@example.org>'] }),
    ],
  ])('but %s is another mail', async (_what, other) => {
    expect(await received(once(), other)).toHaveLength(2);
  });
});
