import type { ReportView } from '../../src/api/report/schema';
import type { RequestView } from '../../src/api/organization/request-schema';
import type { SeasonView } from '../../src/api/season/schema';
import { workflowIdOf } from '../../src/workflows/ids';
import { eventually } from '../support/eventually';
import { sampleOrganization } from '../integration/support/samples';
import type { TimedService } from '../integration/support/timed/service';
import { sent, today, untilEnded, untilHas, wait, type Road } from './walking';

const DAY = 24;

/** What is followed beside referrals. */
export const OTHER_ROADS: Readonly<Record<string, Road>> = {
  'request-answered': async (service) => {
    const question = { kind: 'question', source: 'phone', comments: 'When does the next season begin?' };
    const { body } = await service.crm.post<RequestView>('/requests', question);
    await wait(service, 2);
    await service.crm.post(`/requests/${body.id}/approve`, { note: 'On November 1.' });
    return { 'request-answered': await endOf(service, 'request', body.id) };
  },

  'request-on-its-days': async (service) => {
    const organization = await service.crm.createOrganization(sampleOrganization('Itasca'));
    const { body } = await service.crm.post<RequestView>('/requests', {
      ...{ kind: 'capacity', source: 'phone', organizationId: organization.id, capacity: 3 },
      ...{ from: dayIn(service, 7), until: dayIn(service, 14) },
    });
    await service.crm.post(`/requests/${body.id}/approve`, {});
    await wait(service, 20 * DAY);
    return { 'request-on-its-days': await endOf(service, 'request', body.id) };
  },

  reroute: async (service) => {
    const ids = [await sent(service, 'Anoka'), await sent(service, 'Anoka', 0)];
    const from = (await service.crm.referral(ids[0] ?? '')).assignment?.organization.id ?? '';
    await service.crm.createOrganization(sampleOrganization('Anoka'));
    const { body } = await service.crm.post<{ id: string }>(`/organizations/${from}/reroute`, {
      reason: 'Does not answer any more',
    });
    const workflowId = await endOf(service, 'reroute', body.id);
    for (const id of ids) await untilHas(service, id, 'sent', 2);
    return { reroute: workflowId };
  },

  season: async (service) => {
    const { body: season } = await service.crm.post<SeasonView>('/seasons', {
      name: 'Sample season',
      periods: [
        {
          ...{ from: today(service), to: dayIn(service, 6) },
          ...{ sendOn: dayIn(service, 13), dueOn: dayIn(service, 20) },
        },
      ],
    });
    await sent(service, 'St. Louis');
    await wait(service, 14 * DAY);
    const report = await eventually('the report to be sent', async () => {
      const { body } = await service.crm.call<{ items: readonly ReportView[] }>('GET', '/reports?state=sent');
      return body.items[0];
    });
    // Its reminders, its notices and its escalation.
    await wait(service, 18 * DAY);
    const { body } = await service.crm.call<ReportView>('GET', `/reports/${report?.id}`);
    for (const { id } of body.rows) {
      const said = { contactMade: false, resolution: 'unable-to-contact' };
      await service.crm.call('PATCH', `/reports/${report?.id}/rows/${id}`, said);
    }
    const reportId = await endOf(service, 'report', body.id);
    await wait(service, 20 * DAY);
    return { report: reportId, season: await endOf(service, 'season', season.id) };
  },

  // It mails on each business day; by then the roads before have taken some.
  digest: async () => ({ digest: workflowIdOf({ kind: 'digest', subjectId: '' }) }),
};

async function endOf(
  service: TimedService,
  kind: 'request' | 'reroute' | 'report' | 'season',
  subjectId: string,
): Promise<string> {
  const workflowId = workflowIdOf({ kind, subjectId });
  await untilEnded(service, workflowId);
  return workflowId;
}

function dayIn(service: TimedService, days: number): string {
  const day = new Date(`${today(service)}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
