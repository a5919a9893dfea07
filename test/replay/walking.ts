import type { ReferralView } from '../../src/api/referral/referral-view';
import { millis } from '../../src/domain/time';
import { referralWorkflowId } from '../../src/workflows/ids';
import { eventually } from '../support/eventually';
import { sampleLead, sampleOrganization, type County } from '../integration/support/samples';
import type { TimedService } from '../integration/support/timed/service';

/** Goes a road; returns the ids of the workflows to keep, by the names of their histories. */
export type Road = (service: TimedService) => Promise<Readonly<Record<string, string>>>;

const WITHIN_MS = 120_000;

/** A lead for a county that has these many organizations, sent to one of them. */
export async function sent(service: TimedService, county: County, organizations = 1): Promise<string> {
  for (let n = 0; n < organizations; n += 1) {
    await service.crm.createOrganization(sampleOrganization(county));
  }
  const { id } = await service.crm.startReferral(sampleLead(county));
  await until(service, id, ({ status }) => status === 'sent');
  return id;
}

export function until(
  { crm }: TimedService,
  id: string,
  holds: (referral: ReferralView) => boolean,
): Promise<ReferralView> {
  return eventually('the referral to stand there', () => crm.referral(id), holds, WITHIN_MS);
}

/** Of the first so many events; an event may come more than once. */
export async function untilHas({ crm }: TimedService, id: string, type: string, times = 1): Promise<void> {
  const count = async () => (await crm.events(id)).filter((event) => event.type === type).length;
  await eventually(`${type} to be on record`, count, (found) => found >= times, WITHIN_MS);
}

/** The workflow's latest run is over. */
export async function untilEnded({ temporalClient }: TimedService, workflowId: string): Promise<void> {
  const handle = temporalClient.workflow.getHandle(workflowId);
  await eventually(
    `${workflowId} to end`,
    async () => (await handle.describe()).status.name,
    (status) => status === 'COMPLETED',
    WITHIN_MS,
  );
}

/** With a last resolution, and its workflow's end. */
export async function resolved(service: TimedService, id: string): Promise<string> {
  await service.crm.act(id, 'resolution', { resolution: 'no-longer-needs-assistance' });
  const workflowId = referralWorkflowId(id);
  await untilEnded(service, workflowId);
  return workflowId;
}

const HOUR_MS = 3_600_000;

export const inHours = ({ clock }: TimedService, hours: number): string =>
  new Date(millis(clock.now()) + hours * HOUR_MS).toISOString();

/** `2034-01-09`, of the clock in the program's zone, while that is by day. */
export const today = ({ clock }: TimedService): string => clock.now().slice(0, 10);

export function wait(service: TimedService, hours: number): Promise<void> {
  return service.clock.goTo(inHours(service, hours));
}
