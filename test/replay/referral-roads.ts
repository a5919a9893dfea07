import { setTimeout as delay } from 'node:timers/promises';
import { refuse } from '../support/smtp';
import { eventually } from '../support/eventually';
import { sampleLead, sampleOrganization } from '../integration/support/samples';
import { referralWorkflowId, WAITLIST_WORKFLOW_ID } from '../../src/workflows/ids';
import { inHours, resolved, sent, today, until, untilEnded, untilHas, wait, type Road } from './walking';

const DAY = 24;

/** Every way through the loop that a referral can take: its own clocks, mails beside it, its end and what comes after. */
export const REFERRAL_ROADS: Readonly<Record<string, Road>> = {
  'referral-happy-path': async (service) => {
    const id = await sent(service, 'St. Louis');
    const { crm } = service;
    await crm.act(id, 'contact', { madeOn: today(service), made: false });
    await crm.act(id, 'contact', { madeOn: today(service) });
    await crm.act(id, 'appointment', { at: inHours(service, 20) });
    await wait(service, DAY);
    await crm.act(id, 'appointment', { at: inHours(service, -4), held: true });
    return { 'referral-happy-path': await resolved(service, id) };
  },

  'referral-declined-twice': async (service) => {
    const id = await sent(service, 'Hennepin', 3);
    await service.crm.act(id, 'decline', { reason: 'language' });
    await untilHas(service, id, 'sent', 2);
    await wait(service, 3 * DAY);
    await service.crm.act(id, 'decline', { reason: 'conflict' });
    await untilHas(service, id, 'sent', 3);
    return { 'referral-declined-twice': await resolved(service, id) };
  },

  'referral-deferred': async (service) => {
    const { contactEmail } = await service.crm.createOrganization(sampleOrganization('Ramsey'));
    service.smtp.behaveFor(contactEmail, refuse(451), refuse(451), refuse(451), refuse(451));
    const { id } = await service.crm.startReferral(sampleLead('Ramsey'));
    await untilHas(service, id, 'assigned');
    await wait(service, 2);
    await until(service, id, ({ status }) => status === 'sent');
    return { 'referral-deferred': await resolved(service, id) };
  },

  'referral-breached': async (service) => {
    const id = await sent(service, 'Dakota');
    await wait(service, 45 * DAY);
    await untilHas(service, id, 'capacity-released');
    return { 'referral-breached': await resolved(service, id) };
  },

  'referral-waiting': async (service) => {
    const { id } = await service.crm.startReferral(sampleLead('Olmsted'));
    await until(service, id, ({ status }) => status === 'unassigned');
    await wait(service, 2);
    await service.crm.createOrganization(sampleOrganization('Olmsted'));
    await until(service, id, ({ status }) => status === 'sent');
    await untilEnded(service, WAITLIST_WORKFLOW_ID);
    return { 'referral-waiting': await resolved(service, id), waitlist: WAITLIST_WORKFLOW_ID };
  },

  'referral-reopened': async (service) => {
    const id = await sent(service, 'Stearns');
    await resolved(service, id);
    await service.crm.act(id, 'reopen', { reason: 'The consumer called again' });
    await untilHas(service, id, 'sent', 2);
    return { 'referral-reopened': await resolved(service, id) };
  },

  'referral-withdrawn': async (service) => {
    const id = await sent(service, 'Itasca');
    await service.crm.act(id, 'withdraw', { reason: 'duplicate' });
    const workflowId = referralWorkflowId(id);
    await untilEnded(service, workflowId);
    return { 'referral-withdrawn': workflowId };
  },

  'referral-long': async (service) => {
    const id = await sent(service, 'Itasca');
    const handle = service.temporalClient.workflow.getHandle(referralWorkflowId(id));
    const { runId } = await handle.describe();
    // As if it had not followed again and again: each sweep signals it once more, until its history is long. The server
    // refuses the end of a run that has an unread signal; between two sweeps it goes on as a new run.
    await eventually(
      'it to go on as a new run',
      async () => {
        await Promise.all(Array.from({ length: 50 }, () => handle.signal('swept')));
        await delay(1_000);
        return (await handle.describe()).runId;
      },
      (latest) => latest !== runId,
      120_000,
    );
    return { 'referral-long': await resolved(service, id) };
  },
};
