import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { referralWorkflowId } from '../../src/workflows/ids';
import { startBare } from './bare';
import { Mailbox } from './mailbox';
import type { Figure } from './report';
import { startService } from './service';
import type { Settings } from './settings';
import { untilStatus } from './until-status';

/** Lets the workflow follow each act by itself, as it does when people act minutes apart. */
const APART_MS = 1_000;
const DAY_MS = 86_400_000;

/**
 * What Temporal keeps of one referral from its lead to its end (contacted, appointment, resolved), and what Temporal Cloud
 * would bill for it: counted exactly, from the history.
 */
export async function happyPath(settings: Settings): Promise<Figure[]> {
  const mailbox = await Mailbox.open();
  const bare = await startBare(settings, mailbox);
  const service = await startService(settings, mailbox);
  const id = await service.post(0);
  await mailbox.acceptedAt(id);
  await untilStatus(settings.databaseUrl, [id], ['sent']);
  await sleep(APART_MS);
  const today = service.today;
  await service.send('POST', `/referrals/${id}/contact`, { madeOn: today, made: true });
  await sleep(APART_MS);
  const at = new Date(Date.now() + 3 * DAY_MS).toISOString();
  await service.send('POST', `/referrals/${id}/appointment`, { at });
  await sleep(APART_MS);
  await service.send('POST', `/referrals/${id}/resolution`, { resolution: 'enrolled-qhp', comments: '' });
  await untilStatus(settings.databaseUrl, [id], ['resolved']);
  await sleep(APART_MS);
  const types = await historyOf(bare.client, referralWorkflowId(id));
  await service.stop();
  await bare.stop();
  await mailbox.close();
  return [
    {
      name: 'History of a whole happy path',
      value: types.length,
      unit: 'events',
      goal: { of: 'value', atMost: 44 },
    },
    {
      name: 'The same in billable actions',
      value: types.reduce((sum, type) => sum + (ACTIONS[type] ?? 0), 0),
      unit: 'actions',
      goal: { of: 'value', atMost: 17 },
    },
  ];
}

/** What each of these events costs, as Temporal Cloud's list of actions counts; all others, memos too, cost nothing. */
const ACTIONS: Readonly<Record<string, number>> = {
  workflowExecutionStarted: 1,
  workflowExecutionSignaled: 1,
  activityTaskScheduled: 1,
  markerRecorded: 1,
  timerStarted: 1,
  upsertWorkflowSearchAttributes: 1,
};

const ATTRIBUTES = 'EventAttributes';

/** The types of the events, by the attributes that each has. */
async function historyOf(client: Client, workflowId: string): Promise<string[]> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  return (events ?? []).map((event) => {
    const [name = ''] = Object.entries(event)
      .filter(([key, value]) => key.endsWith(ATTRIBUTES) && value !== null)
      .map(([key]) => key);
    return name.slice(0, -ATTRIBUTES.length);
  });
}
