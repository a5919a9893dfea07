import { condition } from '@temporalio/workflow';
import { escalate } from './escalate';
import type { WaitCause } from './events';
import type { ReferralInput } from './messages';
import { record } from './proxies';
import type { ReferralRun } from './run';

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
export async function waitForOrganization(run: ReferralRun, input: ReferralInput): Promise<void> {
  const cause = run.state.waiting?.cause ?? 'no-eligible-organization';
  switch (cause) {
    case 'no-eligible-organization':
      await escalate(run, 'no-eligible-organization', {
        kind: 'gap',
        countyFips: input.countyFips,
        assisterType: input.assisterType,
      });
      break;
    case 'too-many-declines':
      await escalate(run, 'too-many-declines', { kind: 'referral' });
      break;
    case 'exchange-must-resolve':
      await escalate(run, 'request', { kind: 'referral' });
      break;
    default:
      cause satisfies never;
  }
  await condition(() => run.state.phase !== 'waiting');
}

/**
 * The waiting list's turn for this referral. True when it has an organization now. The list reads PostgreSQL, which
 * may know that the referral waits before the routing that found nobody has ended here.
 */
export async function routeWaiting(run: ReferralRun): Promise<boolean> {
  await condition(() => run.state.phase !== 'routing');
  if (mayRouteItself(run)) await tryRules(run, true);
  return run.state.phase !== 'waiting';
}

function mayRouteItself(run: ReferralRun): boolean {
  const cause: WaitCause | undefined = run.state.waiting?.cause;
  return cause === 'no-eligible-organization';
}

async function tryRules(run: ReferralRun, retry: boolean): Promise<void> {
  await run.applyWritten(async (seq) => {
    // Its turn may come when another routing has been done already.
    if (run.state.phase !== (retry ? 'waiting' : 'routing')) return null;
    const { referralId, hops } = run.state;
    const at = run.now();
    const hop = hops + 1;
    const outcome = await record.routeReferral.executeWithOptions({ summary: 'Choose an organization' }, [
      { referralId, routing: run.nextRouting(), retry, seq, hop, at },
    ]);
    if (outcome.outcome === 'unassigned') {
      const body = { type: 'unassigned', cause: 'no-eligible-organization' } as const;
      return retry ? null : { body, assignmentId: null, at };
    }
    const { assignmentId, organizationId, organizationName, languageMatch, load } = outcome;
    const body = { type: 'assigned', organizationId, organizationName, hop, languageMatch, load } as const;
    return { body, assignmentId, at };
  });
}
