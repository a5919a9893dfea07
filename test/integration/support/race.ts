import { isGrpcServiceError } from '@temporalio/client';
import type { EventView } from '../../../src/api/schemas/event-view';
import { referralWorkflowId } from '../../../src/workflows/ids';
import { eventually } from './eventually';
import type { Installation } from './installation';

/** Of gRPC. */
const NOT_FOUND = 5;

export type Act<Referral> = (referral: Referral) => Promise<{ readonly status: number }>;

/** A worker that takes its time to start makes the act wait too long: the very same request then asks again. */
async function untilJudged<Referral>(act: Act<Referral>, referral: Referral): Promise<number> {
  const { status } = await act(referral);
  return status === 503 ? untilJudged(act, referral) : status;
}

/**
 * Both acts wait at the Temporal server, in the order of their sending, until a worker comes: it gets both at once,
 * and so judges the second before anything of the first is written. The link is first in every other referral.
 */
export async function race<Referral extends { readonly id: string }>(
  site: Installation,
  referrals: readonly Referral[],
  byLink: Act<Referral>,
  byCoordinator: Act<Referral>,
): Promise<{ link: number; coordinator: number; types: string[] }[]> {
  await site.service.worker.end('SIGTERM');
  const running = await Promise.all(
    referrals.map(async (referral, n) => {
      const [first, second] = n % 2 === 0 ? [byLink, byCoordinator] : [byCoordinator, byLink];
      const early = untilJudged(first, referral);
      await untilWaiting(site, referral.id, 1);
      const late = untilJudged(second, referral);
      await untilWaiting(site, referral.id, 2);
      return n % 2 === 0 ? [early, late] : [late, early];
    }),
  );
  await site.service.worker.start();
  return Promise.all(
    referrals.map(async ({ id }, n) => {
      const [link = 0, coordinator = 0] = await Promise.all(running[n] ?? []);
      return { link, coordinator, types: typesOf(await site.crm.events(id)) };
    }),
  );
}

/** Until so many acts are stored and the Temporal server holds the update of each. */
async function untilWaiting(site: Installation, referralId: string, count: number): Promise<void> {
  const { workflowService } = site.temporalClient;
  const workflowExecution = { workflowId: referralWorkflowId(referralId) };
  const isHeld = (updateId: string): Promise<boolean> =>
    workflowService
      .pollWorkflowExecutionUpdate({
        namespace: 'default',
        updateRef: { workflowExecution, updateId },
      })
      .then(() => true)
      .catch((error: unknown) => {
        const code: number | null = isGrpcServiceError(error) ? error.code : null;
        if (code === NOT_FOUND) return false;
        throw error;
      });
  await eventually(`${count} waiting acts`, async () => {
    const { rows } = await site.db.query<{ id: string }>('SELECT id FROM acts WHERE referral_id = $1', [
      referralId,
    ]);
    const held = await Promise.all(rows.map(({ id }) => isHeld(id)));
    return held.filter(Boolean).length === count;
  });
}

/** What people did, in the order of the log. */
export function typesOf(events: readonly EventView[]): string[] {
  return events
    .filter(
      ({ actor, type }) => actor !== 'system' && type !== 'milestone-met' && type !== 'milestone-cancelled',
    )
    .map(({ type }) => type);
}
