import { simpleParser } from 'mailparser';
import { nondeterminismIn, pausedRunsIn, referralsIn, sortFaults } from '../../chaos/invariants';
import { Ledger } from '../../chaos/ledger';
import { lostAnswers } from '../../chaos/lost-answers';
import { planFaults } from '../../chaos/faults';
import { Random } from '../../chaos/random';
import { readMarkCounts } from './support/mark-counts';

describe('the ledger', () => {
  test('what was acknowledged and is not recorded is lost; what nobody acknowledged may be', () => {
    const ledger = new Ledger();
    ledger.ask('act', 'mark-1');
    ledger.ask('act', 'mark-2');
    ledger.acknowledge('act', 'mark-2');
    expect(ledger.faults(readMarkCounts({}))).toEqual(['act mark-2 was acknowledged and is not recorded']);
    expect(ledger.faults(readMarkCounts({ act: { 'mark-2': 1 } }))).toEqual([]);
  });

  test('what is recorded twice is wrong, acknowledged or not', () => {
    const ledger = new Ledger();
    ledger.ask('request', 'mark-1');
    ledger.ask('organization change', 'mark-2');
    ledger.acknowledge('organization change', 'mark-2');
    const found = readMarkCounts({ request: { 'mark-1': 2 }, 'organization change': { 'mark-2': 3 } });
    expect(ledger.faults(found)).toEqual([
      'request mark-1 was recorded 2 times',
      'organization change mark-2 was recorded 3 times',
    ]);
  });

  test('a mark in another table does not count', () => {
    const ledger = new Ledger();
    ledger.acknowledge('answer', 'mark-1');
    expect(ledger.faults(readMarkCounts({ act: { 'mark-1': 1 } }))).toHaveLength(1);
  });
});

describe('lost answers', () => {
  const at = 1_000_000;
  const copyOf = async (messageId: string, worker: number, answered = true) => ({
    ...{ messageId, worker, at, answered, to: [] },
    parsed: await simpleParser(''),
  });

  test('the server hung up, the worker died before it could record, PostgreSQL was away: nothing else explains a copy', async () => {
    const copies = await Promise.all([
      copyOf('hung-up', 1, false),
      copyOf('killed', 0),
      copyOf('other-worker-killed', 1),
    ]);
    const outages = { workers: [[{ from: at + 400, to: at + 9_000 }], []], stores: [] };
    expect([...lostAnswers(copies, outages)]).toEqual([
      ['hung-up', 1],
      ['killed', 1],
    ]);
    const away = { workers: [[], []], stores: [{ from: at - 500, to: at + 100 }] };
    expect(lostAnswers([await copyOf('no-record', 1)], away).get('no-record')).toBe(1);
  });

  test('an outage that was over, or came when everything had long been recorded, explains nothing', async () => {
    const outages = {
      workers: [
        [
          { from: at - 9_000, to: at - 1 },
          { from: at + 15_000, to: at + 16_000 },
        ],
      ],
      stores: [],
    };
    expect(lostAnswers([await copyOf('sent', 0)], outages).size).toBe(0);
  });
});

test('the words of nondeterminism are found in what the workers print, and nothing else is', () => {
  const printed = [
    '{"level":30,"msg":"worker is ready"}',
    '{"level":50,"msg":"[TMPRL1100] Nondeterminism error: activity machine does not handle this event"}',
  ].join('\n');
  expect(nondeterminismIn(printed)).toHaveLength(1);
  const paused =
    '{"msg":"[TMPRL1100] Nondeterminism error: Missing associated machine for LocalActivity(3)"}';
  expect(nondeterminismIn(paused)).toEqual([]);
  expect([pausedRunsIn(paused), pausedRunsIn(printed)]).toEqual([1, 0]);
});

test('a fault that nobody foresaw has a line, too', () => {
  const found = sortFaults(['something else is wrong']).filter(({ faults }) => faults.length > 0);
  expect(found).toEqual([{ name: 'anything else', faults: ['something else is wrong'] }]);
});

test('the referrals that faults speak of are told once each', () => {
  const id = '0195f0a0-0000-7000-8000-000000000001';
  expect(referralsIn([`referral ${id}: its row`, `mail referral-${id}/hop-1/lead`, 'x'])).toEqual([id]);
});

describe('the plan of a run', () => {
  const plan = (seed: number) => planFaults(new Random(seed), { minutes: 60, every: 4 });

  test('is the same for the same seed, and another one for another', () => {
    expect(plan(9)).toEqual(plan(9));
    expect(plan(9)).not.toEqual(plan(10));
  });

  test('has every kind of fault, in the order of time, and ends in time', () => {
    const faults = plan(9);
    expect(new Set(faults.map(({ kind }) => kind)).size).toBe(17);
    expect(faults.map(({ atMs }) => atMs)).toEqual(faults.map(({ atMs }) => atMs).sort((a, b) => a - b));
    expect(faults.at(-1)?.atMs).toBeLessThan(3_600_000);
  });
});
