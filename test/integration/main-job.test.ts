import { referralWorkflowId } from '../../src/workflows/ids';
import { linkIn } from './support/assister';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { header, isLeadFor } from './support/mails';
import { contradictions } from './support/records';
import { dateFields, personalValues, sampleOrganization, today } from './support/samples';
import { untilSent } from './support/sent-referral';

let site: Installation;

beforeAll(async () => {
  site = await install();
});
afterAll(async () => {
  await site.stop();
});

test('a posted lead is mailed within seconds, answered through its link, and ends resolved', async () => {
  const { crm, smtp } = site;
  const wanted = sampleOrganization('St. Louis', { type: 'broker' });
  const chosen = await crm.createOrganization(wanted);
  const wrongType = await crm.createOrganization(sampleOrganization('St. Louis', { type: 'navigator' }));
  const lead = site.lead('St. Louis', { broker: true });
  const personal = personalValues(lead);

  const { id } = await crm.startReferral(lead);
  const mail = await smtp.waitForMail(isLeadFor(id), 10_000);

  expect(mail.to).toEqual([wanted.contactEmail]);
  expect(mail.parsed.subject).toMatch(/^New referral in St\. Louis County: contact by /);
  expect(header(mail, 'Auto-Submitted')).toBe('auto-generated');
  expect(personal.filter((value) => mail.raw.includes(value))).toEqual([]);
  await untilSent(site, id);

  // Following the link, as a mail scanner does, shows nothing personal and changes nothing.
  const link = linkIn(mail);
  const before = await crm.events(id);
  const scanner = site.assister();
  const summary = await scanner.follow(link);
  const head = await scanner.follow(link, 'HEAD');
  expect(summary.status).toBe(200);
  expect(head.status).toBe(200);
  expect(head.html).toBe('');
  expect(summary.text).toContain('A consumer needs your help');
  expect(personal.filter((value) => summary.html.includes(value))).toEqual([]);
  expect(await crm.events(id)).toEqual(before);
  expect((await crm.referral(id)).assignment?.openedAt).toBeNull();

  // The button leads to everything.
  const assister = site.assister();
  const page = await assister.open(link);
  expect(page.status).toBe(200);
  expect(page.text).toContain(`${lead.consumer.firstName} ${lead.consumer.lastName}`);
  expect(page.text).toContain(lead.reason);
  expect(page.text).toContain(lead.guidance);
  expect(page.text).toContain(lead.consumer.bestTimeToContact);
  expect(page.html).toContain(`tel:${lead.consumer.phone}`);
  expect((await crm.referral(id)).assignment?.openedAt).not.toBeNull();

  const contacted = await assister.submit(page, 'contact', { outcome: 'reached', ...dateFields() });
  expect(contacted.status).toBe(200);
  expect(contacted.text).toContain('Recorded: consumer reached');
  const inAWeek = { outcome: 'agreed', ...dateFields(7), time: '2:30 PM' };
  const agreed = await assister.submit(contacted, 'appointment', inAWeek);
  expect(agreed.text).toContain('Recorded: appointment agreed');
  const comments = `Chose a plan, says ${lead.consumer.firstName}`;
  const ended = await assister.submit(agreed, 'resolution', { resolution: 'enrolled-qhp', comments });
  expect(ended.status).toBe(200);
  expect(ended.text).toContain('Recorded: ');
  expect(personal.filter((value) => ended.html.includes(value))).toEqual([]);

  const referral = await crm.referral(id);
  expect(referral).toMatchObject({
    status: 'resolved',
    assisterType: 'broker',
    assignment: {
      organization: { id: chosen.id, name: chosen.name, type: 'broker' },
      milestones: [
        { name: 'contact', state: 'met' },
        { name: 'appointment', state: 'met' },
      ],
    },
    contact: { madeOn: today() },
    appointment: { held: false },
    resolution: { resolution: 'enrolled-qhp', comments, interim: false },
  });
  const events = await crm.events(id);
  expect(events.map(({ seq, type, actor, status }) => [seq, type, actor, status])).toEqual([
    [1, 'received', 'crm', 'received'],
    [2, 'assigned', 'system', 'received'],
    [3, 'sent', 'system', 'sent'],
    [4, 'opened', 'assister', 'sent'],
    [5, 'contact-made', 'assister', 'contacted'],
    [6, 'milestone-met', 'assister', 'contacted'],
    [7, 'appointment-agreed', 'assister', 'appointment-scheduled'],
    [8, 'milestone-met', 'assister', 'appointment-scheduled'],
    [9, 'resolution-recorded', 'assister', 'resolved'],
  ]);
  expect(referral.version).toBe(9);
  expect(await crm.decision(id)).toMatchObject({
    outcome: 'assigned',
    organizationId: chosen.id,
    assignmentId: referral.assignment?.id,
    explanation: {
      assisterType: 'broker',
      county: '27137',
      candidates: [{ organizationId: chosen.id, languageMatch: true, load: 0 }],
      excluded: [{ organizationId: wrongType.id, reasons: ['wrong-type'] }],
      elsewhere: { reason: 'outside-service-area', count: 0 },
    },
    history: [],
  });

  const handle = site.temporalClient.workflow.getHandle(referralWorkflowId(id));
  expect(await handle.result()).toEqual({ status: 'resolved', resolution: 'enrolled-qhp' });
  expect((await handle.describe()).status.name).toBe('COMPLETED');
  expect((await crm.organization(chosen.id)).held).toBe(0);
  expect((await site.assister().follow(link)).status).toBe(410);
  expect(smtp.mails.filter(isLeadFor(id))).toHaveLength(1);
});

test('once a lead is sent and its clocks run, Temporal keeps at most 20 events and 10 KiB of it', async () => {
  const { crm, smtp, temporalClient } = site;
  await crm.createOrganization(sampleOrganization('Ramsey'));
  const { id } = await crm.startReferral(site.lead('Ramsey'));
  await smtp.waitForMail(isLeadFor(id));
  const handle = temporalClient.workflow.getHandle(referralWorkflowId(id));
  const timers = async () =>
    ((await handle.fetchHistory()).events ?? []).filter(({ timerStartedEventAttributes: timer }) => timer);
  // One for all that is to come: the last workflow task is done.
  const [timer] = await eventually('its timer', timers, ({ length }) => length === 1);
  const purpose: unknown = JSON.parse(Buffer.from(timer?.userMetadata?.summary?.data ?? '').toString());
  expect(purpose).toMatch(/^The referral should be open by: /);

  const { historyLength, historySize } = await handle.describe();
  expect(historyLength).toBeLessThanOrEqual(20);
  expect(historySize).toBeLessThanOrEqual(10 * 1024);
});

test('a referral that is declined by form goes to the next organization, without the first', async () => {
  const { crm, smtp } = site;
  const [one, other] = await Promise.all([
    crm.createOrganization(sampleOrganization('Olmsted', { capacity: 3 })),
    crm.createOrganization(sampleOrganization('Olmsted', { capacity: 3 })),
  ]);
  const { id } = await crm.startReferral(site.lead('Olmsted'));
  const first = await smtp.waitForMail(isLeadFor(id));
  await untilSent(site, id);
  const assister = site.assister();
  const declined = await assister.submit(await assister.open(linkIn(first)), 'decline', {
    reason: 'at-capacity',
    comments: 'No room before next month',
  });
  expect(declined.text).toContain('Recorded: ');
  expect((await assister.follow(linkIn(first))).status).toBe(410);

  const second = await smtp.waitForMail((mail) => isLeadFor(id)(mail) && mail.to[0] !== first.to[0]);
  expect([...first.to, ...second.to].sort()).toEqual([one.contactEmail, other.contactEmail].sort());
  const referral = await eventually(
    'the second sending on record',
    () => crm.referral(id),
    ({ status }) => status === 'sent',
  );
  const refuser = [one, other].find(({ contactEmail }) => contactEmail === first.to[0]);
  const decision = await crm.decision(id);
  expect(decision.explanation.excluded).toEqual([
    { organizationId: refuser?.id, name: refuser?.name, reasons: ['already-tried'] },
  ]);
  expect(decision.history).toHaveLength(1);
  expect(referral.assignment?.organization.id).not.toBe(refuser?.id);
  const held = await Promise.all([one, other].map(async (org) => (await crm.organization(org.id)).held));
  expect(held.sort()).toEqual([0, 1]);
});

test('nobody serves the county: the referral waits with an escalation, and is sent once somebody does', async () => {
  const { crm, smtp } = site;
  const { id } = await crm.startReferral(site.lead('Itasca'));
  await eventually('an escalation', async () =>
    (await crm.openEscalations()).some(({ referralIds }) => referralIds.includes(id)),
  );
  expect((await crm.referral(id)).status).toBe('unassigned');
  await smtp.waitForMail((mail) => header(mail, 'X-Message-Kind') === 'escalation' && mail.raw.includes(id));

  await crm.createOrganization(sampleOrganization('Itasca'));
  await smtp.waitForMail(isLeadFor(id));
  await eventually('no escalation', async () =>
    (await crm.openEscalations()).every(({ referralIds }) => !referralIds.includes(id)),
  );
});

test('nothing contradicts itself, and no log holds what is personal', async () => {
  expect(await contradictions(site.db)).toEqual([]);
  expect(site.leakedIntoLogs()).toEqual([]);
});
