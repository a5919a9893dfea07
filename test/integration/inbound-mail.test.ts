import { install, type Installation } from './support/installation';
import { contradictions } from './support/records';
import { eventually } from '../support/eventually';
import type { ReceivedMail } from '../support/smtp-mailbox';
import { header, isEscalation, isLeadFor, wordsOf } from './support/mails';
import { sampleOrganization } from './support/samples';
import { linkIn } from './support/assister';
import fc from 'fast-check';
import { damaged, deliveryReport, reply } from '../unit/support/mime';

let site: Installation;
beforeAll(async () => {
  site = await install();
});
afterAll(() => site.stop());

interface Taken {
  readonly id: string;
  readonly kind: string;
  readonly requestId: string | null;
  readonly referralId: string | null;
}

async function handIn(raw: Buffer): Promise<{ status: number; body: Taken }> {
  const response = await fetch(`${site.service.url}/api/v1/inbound-mail`, {
    method: 'POST',
    headers: { authorization: `Bearer ${site.service.apiKey}`, 'content-type': 'message/rfc822' },
    body: new Uint8Array(raw),
  });
  return { status: response.status, body: (await response.json()) as Taken };
}

const typesOf = async (id: string) => (await site.crm.events(id)).map(({ type }) => type);
const organizationOf = async (id: string) => (await site.crm.referral(id)).assignment?.organization.id;
const withClocks = (id: string) =>
  eventually(
    'the clocks',
    () => typesOf(id),
    (types) => types.includes('sent'),
  );

/** A referral that was sent to one of two organizations: the other one is for what comes next. */
async function sentLead(county: 'Hennepin' | 'Ramsey' | 'Dakota' | 'Olmsted' | 'Anoka' | 'Winona') {
  const first = await site.crm.createOrganization(sampleOrganization(county));
  const { id } = await site.crm.startReferral(site.lead(county));
  const mail = await site.smtp.waitForMail(isLeadFor(id));
  await withClocks(id);
  const second = await site.crm.createOrganization(sampleOrganization(county));
  return { id, first, second, mail, messageId: mail.parsed.messageId ?? '' };
}

test('an outdated contact: the mail comes back hours later, and the lead goes to the next organization at once', async () => {
  const { id, first, second, messageId } = await sentLead('Hennepin');
  const raw = deliveryReport({ originalMessageId: messageId, recipient: first.contactEmail });
  const answers = await Promise.all([handIn(raw), handIn(raw), handIn(raw)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(answers[0].body).toMatchObject({ kind: 'delivery-report', referralId: id });

  await eventually(
    'the second lead',
    () => organizationOf(id),
    (current) => current === second.id,
  );
  await site.smtp.waitForMail((mail) => isLeadFor(id)(mail) && mail.to.includes(second.contactEmail));
  await eventually(
    'both clocks',
    () => typesOf(id),
    (types) => types.filter((type) => type === 'sent').length === 2,
  );
  expect((await typesOf(id)).filter((type) => type === 'delivery-refused')).toHaveLength(1);
  expect(await site.crm.organization(first.id)).toMatchObject({ contactVerified: false, held: 0 });

  const escalations = await site.crm.openEscalations();
  expect(escalations.filter(({ subject }) => subject === `organization:${first.id}`)).toMatchObject([
    { reason: 'delivery-failed', referralIds: [id] },
  ]);
  await site.smtp.waitForMail(isEscalation);
  const { rows } = await site.db.query(
    'SELECT count(*)::int AS mails FROM inbound_mails WHERE referral_id = $1',
    [id],
  );
  expect(rows).toEqual([{ mails: 1 }]);
  const history = await site.db.query(
    'SELECT type, actor FROM organization_events WHERE organization_id = $1 ORDER BY id',
    [first.id],
  );
  expect(history.rows).toEqual([
    { type: 'created', actor: 'exchange' },
    { type: 'contact-unverified', actor: 'system' },
  ]);
  expect(await contradictions(site.db)).toEqual([]);
});

test('a hundred mails to one address come back: one escalation, which counts them, and one mail about it', async () => {
  const { id, first, messageId, mail } = await sentLead('Ramsey');
  // An assister has opened the lead: it has arrived, so that only the address is in question.
  await site.assister().open(linkIn(mail));
  await eventually(
    'the opening',
    () => typesOf(id),
    (types) => types.includes('opened'),
  );
  const { rows: sent } = await site.db.query<{ id: string }>(
    `INSERT INTO messages (id, key, kind, "order", workflow_id, referral_id, organization_id, recipient, state,
       created_at)
     SELECT gen_random_uuid(), 'sample-' || n, 'amended', '{"mail":"amended","parts":[]}', 'referral-' || $1::uuid,
       $1::uuid, $2, $3, 'sent', now() FROM generate_series(1, 99) n
     RETURNING id`,
    [id, first.id, first.contactEmail],
  );
  const ids = [messageId, ...sent.map((row) => `<${row.id}@leads.example.org>`)];
  for (const originalMessageId of ids) {
    expect((await handIn(deliveryReport({ originalMessageId, recipient: first.contactEmail }))).status).toBe(
      200,
    );
  }
  const occurrences = async () => {
    const { rows } = await site.db.query<{ occurrences: number }>(
      'SELECT occurrences FROM escalations WHERE subject = $1',
      [`organization:${first.id}`],
    );
    return rows.map((row) => row.occurrences);
  };
  await eventually('all to be counted', occurrences, ([count]) => count === 100);
  // The same mail comes back again, in other words, through another server: it was counted.
  await handIn(
    deliveryReport({ originalMessageId: messageId, recipient: first.contactEmail, note: 'another server' }),
  );
  expect(await occurrences()).toEqual([100]);
  expect(await organizationOf(id)).toBe(first.id);
  expect(await site.crm.organization(first.id)).toMatchObject({ contactVerified: false });
  const about = () =>
    site.smtp.mails.filter(
      (sentMail) => isEscalation(sentMail) && sentMail.parsed.text?.includes(first.name),
    );
  await eventually('the mail', about, (mails) => mails.length > 0);
  expect(about()).toHaveLength(1);
});

test('point 5: one dead mailbox behind a contact point: the organization is told once a month, and stays trusted', async () => {
  const { first, messageId: originalMessageId } = await sentLead('Winona');
  const report = { originalMessageId, recipient: 'former@example.net' };
  const told = await handIn(deliveryReport(report));
  expect(told.body).toMatchObject({ kind: 'delivery-report', requestId: expect.any(String) });
  const isToldOf = (mail: ReceivedMail) => header(mail, 'x-message-kind') === 'mailbox-unreached';
  const mail = await site.smtp.waitForMail(isToldOf);
  expect(mail.to).toEqual([first.contactEmail]);
  expect(wordsOf(mail)).toContain('Not reached: former@example.net');
  // The mail about it does not reach that mailbox either: that is nothing new.
  const again = [header(mail, 'message-id') ?? '', originalMessageId].map((id, n) =>
    deliveryReport({ ...report, originalMessageId: id, note: `Report ${n}` }),
  );
  for (const raw of again) expect((await handIn(raw)).body.requestId).toBe(told.body.requestId);
  expect(site.smtp.mails.filter(isToldOf)).toHaveLength(1);
  expect(await site.crm.organization(first.id)).toMatchObject({ contactVerified: true });
  expect(await contradictions(site.db)).toEqual([]);
});

test('a contact point that was corrected meanwhile stays trusted; the lead that never arrived is routed again', async () => {
  const { id, first, second, messageId } = await sentLead('Dakota');
  await site.crm.changeOrganization(first.id, { contactEmail: 'corrected@organization.example.org' });
  await handIn(deliveryReport({ originalMessageId: messageId, recipient: first.contactEmail }));
  await eventually(
    'the re-route',
    () => organizationOf(id),
    (current) => current === second.id,
  );
  expect(await site.crm.organization(first.id)).toMatchObject({ contactVerified: true });
});

test('a reply reaches the single point of contact as a question with its referral; absence notes are only kept', async () => {
  const { id, first, messageId } = await sentLead('Olmsted');
  const text = 'The consumer has moved.\r\n\r\nOn Tue, Leads wrote:\r\n> A lead';
  const answered = await handIn(reply({ from: first.contactEmail, inReplyTo: messageId, text }));
  const headers = ['Auto-Submitted: auto-replied'];
  const away = await handIn(reply({ from: first.contactEmail, inReplyTo: messageId, text: 'Away', headers }));
  const delayed = await handIn(
    deliveryReport({ originalMessageId: messageId, action: 'delayed', status: '4.4.1' }),
  );
  expect([answered.body.kind, away.body.kind, delayed.body.kind]).toEqual([
    'reply',
    'other',
    'delivery-report',
  ]);
  const { rows } = await site.db.query(
    `SELECT id, referral_id, organization_id, kind, source, payload ->> 'comments' AS comments
     FROM organization_requests WHERE referral_id = $1`,
    [id],
  );
  expect(rows).toEqual([
    {
      ...{ id: answered.body.requestId, referral_id: id, organization_id: first.id },
      ...{ kind: 'question', source: 'mail', comments: 'The consumer has moved.' },
    },
  ]);
  expect(await typesOf(id)).not.toContain('delivery-refused');
  expect(await site.crm.organization(first.id)).toMatchObject({ contactVerified: true });
});

test('point 25: mails damaged at random, with NULs and halves of characters, never give 5xx and are kept whole', async () => {
  const { first, messageId } = await sentLead('Anoka');
  const whole = reply({
    from: first.contactEmail,
    inReplyTo: messageId,
    headers: ['Message-ID: <sample@example.org>', 'MIME-Version: 1.0'],
    text: 'The consumer has moved.',
  });
  const damages = fc.sample(damaged(whole), { numRuns: 300, seed: 11 });
  const awkward = [
    Buffer.from(
      whole.toString('latin1').replace('Sample Assister', 'Sam\0ple\u0000 \u00ed\u00a0\u0080'),
      'latin1',
    ),
    Buffer.from(whole.toString().replace(`<${first.contactEmail}>`, `<\0${first.contactEmail}\uFFFE>`)),
    Buffer.from(whole.toString().replace('Re: New referral', `\0${'x\u{1F600}'.repeat(2_000)}`)),
    Buffer.concat([Buffer.from('X-Many: 1\r\n'.repeat(10_000)), whole]),
  ];
  for (const raw of [...awkward, ...damages]) {
    const { status, body } = await handIn(raw);
    expect([200, 400]).toContain(status);
    if (status === 400) continue;
    const { rows } = await site.db.query<{ raw: Buffer }>(
      'SELECT raw FROM inbound_mail_sources WHERE mail_id = $1',
      [body.id],
    );
    // Damage that another way could have done, such as to a trace header, is the same mail: the first one is kept.
    expect(rows[0]?.raw.includes('The consumer has moved.')).toBe(true);
  }
});

test('nothing personal was logged, and the mails that were sent carry no reply loop', async () => {
  expect(site.leakedIntoLogs()).toEqual([]);
  const automatic = site.smtp.mails.map((mail) => header(mail, 'Auto-Submitted'));
  expect(new Set(automatic)).toEqual(new Set(['auto-generated']));
});
