import { continueAsNew, proxyActivities, upsertMemo, workflowInfo } from '@temporalio/workflow';
import { showDetails } from '../shared/current-details';
import { UNTIL_DONE } from '../shared/reliability';
import type { RerouteActivities } from './activities';
import type { RerouteInput, RerouteProgress } from './messages';

const BATCH = 50;

const { nextToReroute } = proxyActivities<Pick<RerouteActivities, 'nextToReroute'>>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '1m' },
});

/** Each referral's turn includes its routing; the heartbeat tells a dead worker from a long batch. */
const { rerouteReferrals } = proxyActivities<Pick<RerouteActivities, 'rerouteReferrals'>>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '20s',
  retry: UNTIL_DONE,
});

/** Gives everything open at an organization to others, batch by batch; a killed worker's batch is gone through again. */
export async function reroute(input: RerouteInput): Promise<RerouteProgress> {
  let progress: RerouteProgress = input.progress ?? { after: null, rerouted: 0, passed: 0 };
  show(input, progress, false);
  for (;;) {
    const { organizationId, startedAt: assignedUntil, rerouteId } = input;
    const { assignments } = await nextToReroute({
      organizationId,
      assignedUntil,
      after: progress.after,
      limit: BATCH,
    });
    const last = assignments.at(-1);
    if (last === undefined) {
      show(input, progress, true);
      return progress;
    }
    const done = await rerouteReferrals({ rerouteId, assignments });
    progress = {
      after: last.referralId,
      rerouted: progress.rerouted + done.rerouted,
      passed: progress.passed + done.passed,
    };
    show(input, progress, false);
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof reroute>({ ...input, progress });
  }
}

function show({ total }: RerouteInput, { rerouted, passed }: RerouteProgress, finished: boolean): void {
  const done = `${rerouted + passed} of ${total}`;
  const next = finished ? 'nothing' : 'the next referrals are given to other organizations';
  upsertMemo({ done, rerouted, passed, next });
  showDetails(`${done} re-routed${finished ? '; finished' : ''}`, [
    ['Over or elsewhere before their turn', `${passed}`],
    ['Next', next],
  ]);
}
