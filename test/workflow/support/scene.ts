import { referralWorkflowId } from '../../../src/workflows/ids';
import type { LocalDate } from '../../../src/domain/time';
import { eventually } from './eventually';
import { SENT } from './post-office';
import type { PostedReferral } from './posted-referral';
import type { Service } from './service';

export const COORDINATOR = { actor: 'coordinator', assignmentId: null } as const;
export const CRM = { actor: 'crm', assignmentId: null } as const;
export const contactOn = (on: string) => ({ kind: 'contact', made: true, on: on as LocalDate }) as const;
export const attemptOn = (on: string) => ({ kind: 'contact', made: false, on: on as LocalDate }) as const;
export const withdraw = { kind: 'withdraw', reason: 'already-has-assister' } as const;

/** A county whose organizations are chosen in this order: each is fuller than the one before it. */
export function countyWith(service: Service, names: readonly string[]) {
  const county = service.world.newCounty();
  const organizations = names.map((name, index) =>
    service.world.addOrganization({ name, counties: [county], held: index }),
  );
  return { county, organizations };
}

/** A lead sent now to the first of these organizations. */
export async function sentAmong(service: Service, names: readonly string[]) {
  const { county, organizations } = countyWith(service, names);
  const referral = await service.post(county);
  await referral.recorded('sent');
  return { county, organizations, referral };
}

/** A lead whose mail is on its way until `answer` is called. */
export async function beingMailed(service: Service, names: readonly string[]) {
  const { county, organizations } = countyWith(service, names);
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  let underWay = false;
  service.world.postOffice.answer(organizations[0]?.contactEmail ?? '', async () => {
    underWay = true;
    await answered;
    return SENT;
  });
  const referral = await service.post(county);
  await eventually('the mail', () => underWay);
  return { county, organizations, referral, answer };
}

/** Waits until the workflow has taken so many acts in. */
export async function taken(service: Service, referral: PostedReferral, count: number): Promise<void> {
  const handle = service.client.workflow.getHandle(referralWorkflowId(referral.id));
  await eventually('acts in the history', async () => {
    const { events } = await handle.fetchHistory();
    const accepted = (events ?? []).filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes);
    return accepted.length >= count;
  });
}
