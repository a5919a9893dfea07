import { reply } from '../unit/support/mime';
import { MailScene } from './support/mail-scene';
import { SPOC } from './support/service';

let scene: MailScene;
beforeAll(async () => {
  scene = await MailScene.open('2034-02-01T16:00:00.000Z');
});
afterAll(() => scene.service.stop());

const run = () => scene.service.followers.run();
const toSpoc = () => scene.service.postOffice.attempts.filter(({ to }) => to === SPOC).length;
const idOf = ({ id }: { readonly id: string }) => `<${id}@leads.example.org>`;

test('a lead that comes back unopened goes to the next organization: at once true, and once, however often it is said', async () => {
  const { referral, organization, other, lead } = await scene.sentLead();
  const mailsBefore = toSpoc();
  const answers = await Promise.all([scene.bounce(lead), scene.bounce(lead), scene.bounce(lead)]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ kind: 'delivery-report', messageId: lead.id, referralId: referral.id });
  // Another report about the same mail, at the same time and later.
  await Promise.all([scene.bounce(lead, 'another server'), scene.bounce(lead, 'a third one')]);
  expect(await scene.service.organization(organization.id)).toMatchObject({
    contactVerified: false,
    held: 0,
  });

  await run();
  await scene.bounce(lead, 'days later');
  await run();
  expect((await referral.state()).assignment?.organizationId).toBe(other.id);
  const types = await scene.typesOf(referral);
  expect(types.filter((type) => type === 'delivery-refused')).toHaveLength(1);
  expect(types.filter((type) => type === 'sent')).toHaveLength(2);
  expect(await scene.escalationsOf(organization.id)).toMatchObject([
    { reason: 'delivery-failed', state: 'open', occurrences: 1, openedBy: referral.id },
  ]);
  expect(toSpoc() - mailsBefore).toBe(1);
  const acts = await scene.service.prisma.act.findMany({ where: { referralId: referral.id } });
  expect(acts).toMatchObject([
    { kind: 'bounce', actor: 'system', payload: { messageId: lead.id, smtpCode: 550 } },
  ]);
  const history = await scene.service.prisma.organizationEvent.findMany({
    where: { organizationId: organization.id },
    orderBy: { id: 'asc' },
  });
  expect(history.map(({ type, actor }) => [type, actor])).toEqual([
    ['created', 'exchange'],
    ['contact-unverified', 'system'],
  ]);
});

test('of an opened lead only the address is in question: one escalation counts all mails that come back, and one mail', async () => {
  const { referral, organization, lead } = await scene.sentLead();
  await referral.act({ kind: 'open' });
  const mailsBefore = toSpoc();
  const more = Array.from({ length: 9 }, (_, n) => ({
    ...{ key: `sample-${referral.id}-${n}`, kind: 'amended', order: { mail: 'amended', parts: [] } },
    ...{ workflowId: `referral-${referral.id}`, referralId: referral.id, assignmentId: lead.assignmentId },
    ...{ organizationId: organization.id, recipient: organization.contactEmail, state: 'sent' },
    ...{ id: `01a30000-0000-7000-8000-00000000000${n}`, createdAt: new Date(scene.service.now()) },
  }));
  await scene.service.prisma.message.createMany({ data: more });
  for (const message of [lead, ...more]) {
    await scene.bounce(message);
    await run();
  }
  await scene.bounce(lead, 'another server');
  await run();
  expect(await scene.escalationsOf(organization.id)).toMatchObject([
    { reason: 'delivery-failed', state: 'open', occurrences: 10, openedBy: referral.id },
  ]);
  expect(await scene.service.organization(organization.id)).toMatchObject({
    contactVerified: false,
    held: 1,
  });
  expect((await referral.state()).assignment?.organizationId).toBe(organization.id);
  expect(toSpoc() - mailsBefore).toBe(1);
  expect(await scene.service.prisma.act.count({ where: { referralId: referral.id } })).toBe(0);
});

test('an address that was corrected meanwhile stays trusted; the lead that never arrived is routed again', async () => {
  const { referral, organization, other, lead } = await scene.sentLead();
  await scene.service.prisma.organization.update({
    where: { id: organization.id },
    data: { contactEmail: 'corrected@organization.example.org' },
  });
  await scene.bounce(lead);
  await run();
  expect((await referral.state()).assignment?.organizationId).toBe(other.id);
  expect((await scene.service.organization(organization.id)).contactVerified).toBe(true);
});

test('a mail that comes back about an assignment that is over leaves the referral alone', async () => {
  const { referral, organization, lead } = await scene.sentLead();
  await referral.act({ kind: 'decline', reason: 'at-capacity' });
  const before = await scene.typesOf(referral);
  await scene.bounce(lead);
  expect(await scene.typesOf(referral)).toEqual(before);
  await run();
  expect(await scene.escalationsOf(organization.id)).toMatchObject([
    { reason: 'delivery-failed', occurrences: 1 },
  ]);
});

test('all or nothing: when what follows cannot be kept, the mail is not kept either, and can be handed in again', async () => {
  const { referral, lead } = await scene.sentLead();
  const { prisma } = scene.service;
  await prisma.$executeRaw`ALTER TABLE escalations ADD CONSTRAINT planted CHECK (reason <> 'delivery-failed') NOT VALID`;
  await expect(scene.bounce(lead)).rejects.toThrow();
  await prisma.$executeRaw`ALTER TABLE escalations DROP CONSTRAINT planted`;
  expect(await prisma.inboundMail.count({ where: { referralId: referral.id } })).toBe(0);
  expect(await scene.typesOf(referral)).not.toContain('delivery-refused');
  expect(await scene.bounce(lead)).toMatchObject({ kind: 'delivery-report' });
  expect(await scene.typesOf(referral)).toContain('delivery-refused');
  await run();
});

test('what somebody wrote becomes a question with its referral, at once and once', async () => {
  const { referral, organization, lead } = await scene.sentLead();
  const text = 'The consumer has moved.\r\n\r\nOn Tue, Leads wrote:\r\n> A lead';
  const raw = reply({ from: organization.contactEmail, inReplyTo: idOf(lead), text });
  const answers = await Promise.all([scene.handIn(raw), scene.handIn(raw)]);
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toMatchObject({
    kind: 'reply',
    referralId: referral.id,
    organizationId: organization.id,
  });
  expect(await scene.requestOf(answers[0].requestId)).toMatchObject({
    ...{ kind: 'question', source: 'mail', state: 'open', referralId: referral.id },
    ...{
      organizationId: organization.id,
      payload: { kind: 'question', comments: 'The consumer has moved.' },
    },
  });
  const mailsBefore = toSpoc();
  await run();
  expect(toSpoc() - mailsBefore).toBe(1);
  expect(await scene.escalationsOf(organization.id)).toMatchObject([{ reason: 'request', occurrences: 1 }]);
});
