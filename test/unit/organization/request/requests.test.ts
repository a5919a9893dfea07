import {
  dateProblems,
  effectOf,
  endsAt,
  requestNeeds,
  startsAt,
  type RequestAsk,
} from '../../../../src/domain/organization/request/requests';
import type { LocalDate, Zone } from '../../../../src/domain/time';
import { REQUEST_KINDS } from '../../../../src/domain/vocabulary';

const day = (text: string) => text as LocalDate;
const today = day('2026-12-01');
const zone = 'America/Chicago' as Zone;

describe('what each kind needs', () => {
  const table = {
    'contact-change': ['confirmation', 'confirmation'],
    absence: ['nothing', 'nothing'],
    suspend: ['nothing', 'nothing'],
    resume: ['nothing', 'approval'],
    capacity: ['nothing', 'nothing'],
    languages: ['nothing', 'nothing'],
    counties: ['approval', 'approval'],
    type: ['approval', 'approval'],
    question: ['answer', 'answer'],
  } as const;

  test.each(REQUEST_KINDS)('%s', (kind) => {
    expect([requestNeeds({ kind }, false), requestNeeds({ kind }, true)]).toEqual(table[kind]);
  });
});

describe('what each changes', () => {
  const from = day('2026-12-24');
  const until = day('2026-12-31');
  const table: readonly (readonly [RequestAsk, object])[] = [
    [
      { kind: 'contact-change', contactEmail: 'a@example.org' },
      { does: 'set', fields: { contactEmail: 'a@example.org' } },
    ],
    [
      { kind: 'capacity', capacity: 0, from, until },
      { does: 'set', fields: { capacity: 0 } },
    ],
    [
      { kind: 'languages', languages: ['so'], from: null },
      { does: 'set', fields: { languages: ['so'] } },
    ],
    [
      { kind: 'counties', counties: ['27137'] },
      { does: 'set', fields: { counties: ['27137'] } },
    ],
    [
      { kind: 'type', type: 'broker' },
      { does: 'set', fields: { type: 'broker' } },
    ],
    [
      { kind: 'absence', from, until },
      { does: 'add-absence', as: 'absence', from, until },
    ],
    [{ kind: 'suspend', from: null, until: null }, { does: 'suspend' }],
    [
      { kind: 'suspend', from, until },
      { does: 'add-absence', as: 'suspension', from, until },
    ],
    [
      { kind: 'suspend', from: null, until },
      { does: 'add-absence', as: 'suspension', from: today, until },
    ],
    [
      { kind: 'suspend', from, until: null },
      { does: 'add-absence', as: 'suspension', from, until: null },
    ],
    [{ kind: 'resume' }, { does: 'resume' }],
    [{ kind: 'question' }, { does: 'nothing' }],
  ];

  test.each(table)('%j', (ask, effect) => {
    expect(effectOf(ask, today)).toEqual(effect);
  });
});

test('a dated capacity begins at local midnight and ends with its last day, also over a change of the clocks', () => {
  const ask: RequestAsk = {
    kind: 'capacity',
    capacity: 0,
    from: day('2026-10-30'),
    until: day('2026-11-01'),
  };
  expect(startsAt(ask, zone)).toBe('2026-10-30T05:00:00.000Z');
  // Summer time ends on November 1, 2026.
  expect(endsAt(ask, zone)).toBe('2026-11-02T06:00:00.000Z');
});

test('an absence waits for nothing: its days are a row that routing reads', () => {
  const ask: RequestAsk = { kind: 'absence', from: day('2026-12-24'), until: day('2026-12-31') };
  expect([startsAt(ask, zone), endsAt(ask, zone)]).toEqual([null, null]);
});

test('days that cannot be meant so are named', () => {
  const paths = (ask: RequestAsk) => dateProblems(ask, today).map(({ path }) => path);
  expect(paths({ kind: 'absence', from: day('2026-12-05'), until: day('2026-12-04') })).toEqual(['until']);
  expect(paths({ kind: 'absence', from: day('2026-11-30'), until: day('2026-12-04') })).toEqual([]);
  expect(paths({ kind: 'absence', from: day('2026-11-01'), until: day('2026-11-30') })).toEqual(['until']);
  expect(paths({ kind: 'capacity', capacity: 0, from: day('2026-11-30'), until: null })).toEqual(['from']);
  expect(paths({ kind: 'suspend', from: today, until: today })).toEqual([]);
});
