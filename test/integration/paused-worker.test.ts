import { setTimeout as sleep } from 'node:timers/promises';
import { referralWorkflowId } from '../../src/workflows/ids';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { isLeadFor } from './support/mails';
import { sampleOrganization } from './support/samples';

/** So long a workflow task may take, and a little more. */
const PAUSE_MS = 13_000;

let site: Installation;
beforeAll(async () => {
  site = await install();
});
afterAll(async () => {
  await site.stop();
});

/** The worker's process, which says its number in every line that it logs. */
function workerPid(): number {
  const pid = /"pid":(\d+)/.exec(site.service.worker.printed)?.[1];
  if (pid === undefined) throw new Error('the worker has logged nothing');
  return Number(pid);
}

/* When the SDK gives the signal to the run as it is, no replay comes to the same; see docs/chaos.md. */
test('a worker stands still in a look and its run is signalled meanwhile: whether its history replays or not, the lead goes its way', async () => {
  const organization = await site.crm.createOrganization(sampleOrganization('St. Louis'));
  const { id } = await site.crm.startReferral(site.lead('St. Louis'));
  await site.smtp.waitForMail(isLeadFor(id));
  const workflowId = referralWorkflowId(id);
  const pid = workerPid();

  await site.temporalClient.workflow.getHandle(workflowId).terminate('so that another run begins');
  // Its first look waits for this lock, and is in flight when the worker stops.
  const holder = await site.db.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM referrals WHERE id = $1 FOR UPDATE', [id]);
  await site.temporalClient.workflow.signalWithStart('referral', {
    ...{ workflowId, taskQueue: 'assister-leads', args: [{ subjectId: id }] },
    signal: 'first',
  });
  await sleep(1_000);
  process.kill(pid, 'SIGSTOP');
  await sleep(PAUSE_MS / 2);
  await site.temporalClient.workflow.getHandle(workflowId).signal('meanwhile');
  await sleep(PAUSE_MS / 2);
  process.kill(pid, 'SIGCONT');
  await sleep(1_000);
  await holder.query('ROLLBACK');
  holder.release();
  await sleep(3_000);

  // Whoever has the run in memory is gone: the next task replays it.
  await site.service.worker.end('SIGKILL');
  await site.service.worker.start();
  await site.crm.act(id, 'decline', { reason: 'at-capacity' });
  await eventually(
    'the decline to be followed',
    async () =>
      (
        await site.db.query('SELECT 1 FROM followers WHERE workflow_id = $1 AND behind_since IS NULL', [
          referralWorkflowId(id),
        ])
      ).rowCount,
    (rows) => rows === 1,
    90_000,
  );
  expect((await site.crm.organization(organization.id)).held).toBe(0);
});
