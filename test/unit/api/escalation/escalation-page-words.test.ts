import { instant, localDate } from '../../../../src/domain/time';
import { askPairs } from '../../../../src/api/escalation/page/view/words';
import type { EscalationRecord } from '../../../../src/api/escalation/page/ports';
import { arrive, choice, get, record, REQUEST_ID, server } from '../support/escalation-scene';
import { terms } from '../../../support/minnesota-terms';

/** What an escalation's page says, so that who has to act need not look anywhere else. */

afterEach(() => server.close());

test('every organization that gave the referral back, with its reason and its own words', async () => {
  const at = instant('2026-11-23T22:00:00Z');
  const told: EscalationRecord['told'] = [
    { at, organizationName: 'First', how: 'declined', reason: 'at-capacity', comments: 'Full until May' },
    { at, organizationName: 'Second', how: 'timed-out', reason: null, comments: null },
    { at, organizationName: 'Third', how: 'delivery-refused', reason: null, comments: null },
    { at, organizationName: 'Fourth', how: 'declined', reason: 'language', comments: null },
  ];
  await arrive({ kind: 'too-many-declines', told });
  const { text } = await get();
  for (const words of [
    ...['First', 'Second', 'Third', 'Fourth', '“Full until May”', 'Did not answer in time'],
    'Its mail server refused our mail',
  ]) {
    expect(text).toContain(words);
  }
  expect(text.match(/Declined: /g)).toHaveLength(2);
});

test('a change says what it was before and what it is now', async () => {
  await arrive({
    kind: 'amended-after-contact',
    changes: [
      { what: 'county', from: 'Lake', to: 'Cook' },
      { what: 'assister-type', from: 'navigator', to: 'broker' },
    ],
  });
  const { text } = await get();
  expect(text).toContain('from Lake County to Cook County');
  expect(text).toContain('from Navigator to Broker');
});

test('a question is shown with its words and, once answered, with the answer', async () => {
  const { openedAt, dueAt } = record;
  const asked = { id: REQUEST_ID, kind: 'question', ask: { kind: 'question' } } as const;
  const request = {
    ...asked,
    comments: 'May we meet online?',
    note: 'Yes, you may.',
    createdAt: openedAt,
    dueAt,
  };
  const answer = {
    id: 'x',
    at: openedAt,
    actor: 'coordinator',
    type: 'answer',
    data: { choice: 'approve' },
    done: true,
  } as const;
  await arrive({ kind: 'request', open: false, request, referrals: [], choices: [], history: [answer] });
  const { text } = await get();
  for (const words of ['May we meet online?', 'Yes, you may.', 'Question answered'])
    expect(text).toContain(words);
});

test('the rules are offered only where they would find somebody', async () => {
  await arrive({ choices: [choice('a', 'Tried', { against: ['already-tried'] })] });
  expect((await get()).text).not.toContain('Let the rules choose');
  await server.close();
  await arrive({ choices: [choice('a', 'Free', {})] });
  expect((await get()).text).toContain('Let the rules choose');
});

test('what is asked for is in words: no code of a county, a language or a type', async () => {
  await arrive();
  const [from, until] = [localDate('2026-12-01'), localDate('2026-12-24')];
  expect([
    askPairs({ kind: 'languages', languages: ['so', 'en'], from }, terms.county),
    askPairs({ kind: 'type', type: 'broker' }, terms.county),
    askPairs({ kind: 'capacity', capacity: 0, from: null, until }, terms.county),
    askPairs({ kind: 'absence', from, until }, terms.county),
    askPairs({ kind: 'contact-change', contactEmail: 'new@example.org' }, terms.county),
    askPairs({ kind: 'question' }, terms.county),
  ]).toEqual([
    [
      ['Languages', 'Somali, English'],
      ['From', 'Tuesday, December 1, 2026'],
      ['Until', null],
    ],
    [['Type of assister', 'Broker']],
    [
      ['New capacity', '0'],
      ['From', null],
      ['Until', 'Thursday, December 24, 2026'],
    ],
    [
      ['From', 'Tuesday, December 1, 2026'],
      ['Until', 'Thursday, December 24, 2026'],
    ],
    [['New address for leads', 'new@example.org']],
    [],
  ]);
});
