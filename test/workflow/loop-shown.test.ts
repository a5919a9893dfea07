import type { Instant } from '../../src/domain/time';
import { eventually } from '../support/eventually';
import { DONE, gate, mailing, plan } from './support/script';
import { count, ScriptedLoop } from './support/scripted-loop';

/** What the loop of src/workflows/follow shows in the Temporal UI. */

let loop: ScriptedLoop;
beforeAll(async () => {
  loop = await ScriptedLoop.start();
});
afterAll(() => loop.stop());

test('search attributes are sent when they change, together, and once a plan', async () => {
  const due = '2034-02-03T23:00:00.000Z' as Instant;
  const shown = [
    { ReferralStatus: 'sent', County: 'Cook', ContactDueAt: due },
    // The same, said again.
    { ReferralStatus: 'sent', County: 'Cook', ContactDueAt: due },
    // Nothing said of two of them.
    { ReferralStatus: 'contacted' },
    { ReferralStatus: 'resolved', ContactDueAt: null, EscalationReason: 'request' },
  ];
  const followed = loop.subject({ advance: (_command, n) => plan({ shows: shown[n - 1] ?? {} }) });
  const upserts = async (): Promise<number> =>
    count(await followed.history(), 'upsertWorkflowSearchAttributes');
  const seen = async () => {
    const { typedSearchAttributes } = await followed.handle.describe();
    return Object.fromEntries(
      typedSearchAttributes
        .getAll()
        .map(({ key, value }) => [key.name, value instanceof Date ? value.toISOString() : value]),
    );
  };
  const wakeAndRest = async (times: number): Promise<void> => {
    await followed.wake();
    await eventually('its rest', async () => count(await followed.history(), 'markerRecorded') === times);
  };
  await wakeAndRest(1);
  expect(await seen()).toEqual({ ReferralStatus: 'sent', County: 'Cook', ContactDueAt: due });
  expect(await upserts()).toBe(1);
  await wakeAndRest(2);
  expect(await upserts()).toBe(1);
  await wakeAndRest(3);
  expect(await seen()).toEqual({ ReferralStatus: 'contacted', County: 'Cook', ContactDueAt: due });
  await wakeAndRest(4);
  expect(await seen()).toEqual({ ReferralStatus: 'resolved', County: 'Cook', EscalationReason: 'request' });
  expect(await upserts()).toBe(3);
  await wakeAndRest(5);
  expect(await upserts()).toBe(3);
});

test('the current details say the plan at length', async () => {
  const facts = [['With', 'Helpful Navigators']] as const;
  const shown = { headline: 'Sent, not opened yet', facts, below: ['', 'More below'], attributes: {} };
  const followed = loop.subject({ advance: () => ({ ...plan(), shown }) });
  await followed.wake();
  await followed.read(1);
  const { currentDetails } = await followed.handle.query<{ currentDetails: string }>(
    '__temporal_workflow_metadata',
  );
  expect(currentDetails).toBe(
    ['**Sent, not opened yet**', '', '- **With:** Helpful Navigators', '', 'More below'].join('\n'),
  );
});

test('the memo holds the headline and the facts, and what changed is sent once a plan', async () => {
  const standings = [
    {
      headline: 'Sent',
      facts: [
        ['With', 'Helpful Navigators'],
        ['Next', 'a reminder'],
      ],
    },
    // The same, said again.
    {
      headline: 'Sent',
      facts: [
        ['With', 'Helpful Navigators'],
        ['Next', 'a reminder'],
      ],
    },
    {
      headline: 'Contacted',
      facts: [
        ['With', 'Helpful Navigators'],
        ['Next', 'nothing'],
      ],
    },
  ] as const;
  const last = standings[2];
  const followed = loop.subject({
    advance(_command, n) {
      const shown = { ...(standings[n - 1] ?? last), attributes: {} };
      return { ...plan({ rest: n < 3 ? null : { status: 'done' } }), shown };
    },
  });
  const memo = async () => (await followed.handle.describe()).memo;
  const modified = async (): Promise<number> => count(await followed.history(), 'workflowPropertiesModified');
  for (const times of [1, 2]) {
    await followed.wake();
    await eventually('its rest', async () => count(await followed.history(), 'markerRecorded') === times);
    expect(await memo()).toEqual({ stands: 'Sent', with: 'Helpful Navigators', next: 'a reminder' });
    expect(await modified()).toBe(1);
  }
  await followed.wake();
  await followed.handle.result();
  expect(await memo()).toEqual({ stands: 'Contacted', with: 'Helpful Navigators', next: 'nothing' });
  expect(await modified()).toBe(2);
});

test('a state that lasts until a mail is out that a person waits for is not kept: what comes of the mail is', async () => {
  const answered = gate();
  const followed = loop.subject({
    advance: () => plan({ jobs: [mailing('lead')], shows: { ReferralStatus: 'received', County: 'Cook' } }),
    async job() {
      await answered.opened;
      return {
        ...DONE,
        shown: { headline: 'Sent', facts: [], attributes: { ReferralStatus: 'sent', County: 'Cook' } },
      };
    },
  });
  await followed.wake();
  await eventually('the mail', () => followed.jobs.length === 1);
  const kept = ['upsertWorkflowSearchAttributes', 'workflowPropertiesModified'];
  const before = await followed.history();
  expect(kept.map((type) => count(before, type))).toEqual([0, 0]);
  answered.open();
  expect(await followed.handle.result()).toEqual({ status: 'done' });
  const after = await followed.history();
  expect(kept.map((type) => count(after, type))).toEqual([1, 1]);
  const { memo, typedSearchAttributes } = await followed.handle.describe();
  expect(memo).toEqual({ stands: 'Sent' });
  expect(
    typedSearchAttributes
      .getAll()
      .map(({ value }) => value)
      .sort(),
  ).toEqual(['Cook', 'sent']);
});
