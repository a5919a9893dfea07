import { condition } from '@temporalio/workflow';
import { escalate } from './escalate';
import { record } from './proxies';
import type { ReferralRun } from './run';
import { escalationOf } from './wait-cause';

/** Lets the rules choose, unless a person has to; without an organization the referral waits, in the open. */
export async function route(run: ReferralRun): Promise<void> {
  const { needsPerson } = run.state;
  if (needsPerson !== null) {
    await run.applyOwn({ type: 'unassigned', cause: needsPerson });
    return;
  }
  await tryRules(run, false);
}

/** Tells the single point of contact, then waits until the waiting list or a person gives it an organization. */
export async function waitForOrganization(run: ReferralRun): Promise<void> {
  if (run.state.waiting?.escalated === false) await escalateWaiting(run);
  await condition(() => run.state.phase !== 'waiting' || run.isLong);
}

async function escalateWaiting(run: ReferralRun): Promise<void> {
  const { waiting, countyFips, assisterType } = run.state;
  const reason = escalationOf(waiting?.cause ?? 'no-eligible-organization');
  const isGap = reason === 'no-eligible-organization';
  await escalate(run, reason, isGap ? { kind: 'gap', countyFips, assisterType } : { kind: 'referral' });
}

/**
 * The waiting list's turn for this referral. True when it has an organization now. The list reads PostgreSQL, which
 * may know that the referral waits before the routing that found nobody has ended here.
 */
export async function routeWaiting(run: ReferralRun): Promise<boolean> {
  await condition(() => run.state.phase !== 'routing');
  if (run.state.waiting?.cause === 'no-eligible-organization') await tryRules(run, true);
  return run.state.phase !== 'waiting' && run.state.phase !== 'closed';
}

async function tryRules(run: ReferralRun, retry: boolean): Promise<void> {
  await run.routing(async () => {
    await run.applyWritten(async (seq) => {
      // Its turn may come when another routing has been done already.
      if (run.state.phase !== (retry ? 'waiting' : 'routing')) return null;
      const { referralId, hops, directedTo } = run.state;
      const at = run.now();
      const hop = hops + 1;
      const routing = run.nextRouting();
      const outcome = await record.routeReferral.executeWithOptions({ summary: 'Choose an organization' }, [
        { referralId, routing, retry, seq, hop, directedTo, at },
      ]);
      if (outcome.outcome === 'unassigned') {
        const body = { type: 'unassigned', cause: outcome.cause ?? 'no-eligible-organization' } as const;
        return retry ? null : { body, assignmentId: null, at };
      }
      const { assignmentId, organizationId, organizationName, languageMatch, load } = outcome;
      const body = { type: 'assigned', organizationId, organizationName, hop, languageMatch, load } as const;
      return { body, assignmentId, at };
    });
  });
}
