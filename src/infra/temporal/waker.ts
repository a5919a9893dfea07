import type { Client } from '@temporalio/client';
import type { Log } from '../../activities/ports';
import {
  type Followed,
  INSTANT_ATTRIBUTES,
  KEYWORD_ATTRIBUTES,
  type Shown,
} from '../../workflows/follow/plan';
import type { FollowerLabel, Waker } from '../../workflows/follow/waker';
import { WAITLIST_WORKFLOW, WAITLIST_WORKFLOW_ID, workflowIdOf } from '../../workflows/ids';
import { PRIORITY } from '../../workflows/priority';
import { SignalQueue } from './signal-queue';
import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributePair } from '@temporalio/common';

export interface WakerHandle extends Waker {
  /** Waits a few seconds at most until the signals on their way have arrived. The rest is left to the sweep. */
  drain(): Promise<void>;
}

/** Shown until a workflow shows where it stands itself. */
const SUMMARY: Record<Followed['kind'], string> = {
  referral: 'One lead, from its arrival to its end',
  request: 'What an organization asks of the exchange',
  report: 'Report of one organization',
  season: 'Sends a season’s reports on their dates',
  reroute: 'Gives open referrals to other organizations',
  digest: 'Mails the single point of contact once a business day',
};

/**
 * Signal-with-start is the only way to reach a workflow. So first start, restart, reopening and continue-as-new are the
 * same operation. A start that uses an existing run would be lost on a run that is just ending.
 */
export function createWaker(
  client: Client,
  options: { readonly taskQueue: string; readonly log: Log },
): WakerHandle {
  const { taskQueue, log } = options;
  const queue = new SignalQueue(client, log);
  const common = {
    taskQueue,
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  } as const;
  return {
    wake(followed: Followed, why: string, label?: FollowerLabel) {
      const workflowId = workflowIdOf(followed);
      queue.add(workflowId, () =>
        client.workflow.signalWithStart(followed.kind, {
          ...common,
          workflowId,
          signal: why,
          args: [{ subjectId: followed.subjectId }],
          staticSummary: label?.summary ?? SUMMARY[followed.kind],
          typedSearchAttributes: searchAttributes(label?.attributes ?? {}),
        }),
      );
    },

    nudgeWaitlist() {
      queue.add(WAITLIST_WORKFLOW_ID, () =>
        client.workflow.signalWithStart(WAITLIST_WORKFLOW, {
          ...common,
          workflowId: WAITLIST_WORKFLOW_ID,
          signal: 'nudge',
          staticSummary: 'Gives waiting referrals their turn, oldest first',
          priority: { priorityKey: PRIORITY.now },
        }),
      );
    },

    room: () => queue.room(),
    drain: () => queue.drain(),
  };
}

/** The attributes for a start. Values that are not set are left out. */
function searchAttributes(attributes: Shown['attributes']): SearchAttributePair[] {
  const pairs: SearchAttributePair[] = [];
  for (const name of KEYWORD_ATTRIBUTES) {
    const value = attributes[name] ?? null;
    if (value !== null)
      pairs.push({ key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD), value });
  }
  for (const name of INSTANT_ATTRIBUTES) {
    const at = attributes[name] ?? null;
    if (at === null) continue;
    pairs.push({ key: defineSearchAttributeKey(name, SearchAttributeType.DATETIME), value: new Date(at) });
  }
  return pairs;
}
