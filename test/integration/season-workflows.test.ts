import { randomUUID } from 'node:crypto';
import { createTemporalClient, type TemporalHandle } from '../../src/infra/temporal/client';
import { createSeasonWorkflows } from '../../src/infra/temporal/season-workflows';
import { provided } from '../support/environment';

/* No worker polls this task queue: what is started only waits. */
const taskQueue = `nobody-${randomUUID()}`;

let temporal: TemporalHandle;
beforeAll(() => {
  temporal = createTemporalClient({
    address: provided('TEST_TEMPORAL_ADDRESS'),
    namespace: 'default',
    apiKey: undefined,
    tls: undefined,
    metadata: undefined,
  });
});
afterAll(() => temporal.close());

const describeSeason = (seasonId: string) =>
  temporal.client.workflow.getHandle(`season-${seasonId}`).describe();
const end = (seasonId: string) => temporal.client.workflow.getHandle(`season-${seasonId}`).terminate();

test('begins once, however often it is told; each time it reads again', async () => {
  const workflows = createSeasonWorkflows(temporal.client, taskQueue);
  const seasonId = randomUUID();
  await workflows.begin(seasonId);
  const first = await describeSeason(seasonId);
  await workflows.begin(seasonId);
  await workflows.changed(seasonId);
  const later = await describeSeason(seasonId);
  expect(first).toMatchObject({ type: 'season', taskQueue });
  expect(await first.staticSummary()).toBe('Sends a season’s reports on their dates');
  expect(later.runId).toBe(first.runId);
  // Started, a workflow task, and a signal for each time.
  expect(later.historyLength).toBe(first.historyLength + 2);
  await end(seasonId);
});

test('a change begins one that was never begun, or was terminated', async () => {
  const workflows = createSeasonWorkflows(temporal.client, taskQueue);
  const seasonId = randomUUID();
  await workflows.changed(seasonId);
  const { runId } = await describeSeason(seasonId);
  await end(seasonId);
  await workflows.changed(seasonId);
  const again = await describeSeason(seasonId);
  expect([again.status.name, again.runId === runId]).toEqual(['RUNNING', false]);
  await end(seasonId);
});
