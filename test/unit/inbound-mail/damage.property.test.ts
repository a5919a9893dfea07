import fc from 'fast-check';
import { HttpError } from '../../../src/api/http/problems';
import { isUnkeepable } from '../../../src/domain/pasted-text';
import { LEAD } from '../api/support/mailroom';
import { damaged, deliveryReport, mime, reply } from '../support/mime';
import { receivedOne } from './support/receiving';

const OURS = `<${LEAD.id}@leads.example.org>`;
const WORDS = 'quetzal marimba';
const FROM = ['From: Ana <leads@one.example.org>', `In-Reply-To: ${OURS}`, 'Subject: Re: New referral'];
const PARTS = mime(
  ...[...FROM, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="B"', '', '--B'],
  ...['Content-Type: text/html; charset=utf-8', '', '<p>Hello</p>', '--B', 'Content-Type: application/pdf'],
  ...[
    "Content-Disposition: attachment; filename*=utf-8''a%C3%A9.pdf",
    'Content-Transfer-Encoding: base64',
    '',
    'AAAA',
  ],
  ...[
    '--B',
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    WORDS,
  ],
);
const MAILS = [
  reply({ from: 'leads@one.example.org', inReplyTo: OURS, text: WORDS }),
  PARTS,
  deliveryReport({ originalMessageId: OURS }),
];

test('points 7 and 25: a mail damaged at random is kept whole, or is no mail; what is shown of it can be stored', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...MAILS).chain(damaged), async (raw) => {
      const kept = await receivedOne(raw).catch((error: unknown) => {
        if (error instanceof HttpError && error.code === 'malformed-request') return null;
        throw error;
      });
      if (kept === null) return;
      expect(kept.raw.equals(raw)).toBe(true);
      const { consequence } = kept;
      expect(consequence.follows === 'question' && isUnkeepable(consequence.text)).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

/** Fields of a mail or a part, damaged one at a time; the empty line below them stays. */
const damagedLine = (raw: Buffer) => {
  const lines = raw.toString().split('\r\n');
  const fields = lines.flatMap((line, at) => (/^[A-Z][\w-]+: /.test(line) && at > 1 ? [at] : []));
  return fc
    .tuple(fc.constantFrom(...fields), fc.nat(60), fc.string({ maxLength: 3, unit: 'binary' }))
    .map(([line, at, added]) => {
      const field = lines[line] ?? '';
      const put = added.replaceAll(/[\r\n]/g, '');
      const other = `${field.slice(0, at % field.length)}${put}${field.slice((at % field.length) + 1)}`;
      return Buffer.from([...lines.slice(0, line), other, ...lines.slice(line + 1)].join('\r\n'));
    });
};

test('point 7: whatever field of a header is damaged, the text is shown', async () => {
  const [answer, parts] = [MAILS[0] ?? PARTS, PARTS];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(answer, parts).chain(damagedLine), async (raw) => {
      const { consequence } = await receivedOne(raw);
      expect(consequence).toMatchObject({ follows: 'question', text: expect.stringContaining(WORDS) });
    }),
    { numRuns: 1_000 },
  );
});
