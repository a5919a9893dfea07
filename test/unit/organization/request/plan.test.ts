import {
  isUndecided,
  nextOfRequest,
  notBeforeRequest,
  type RequestProgress,
  type RequestStep,
} from '../../../../src/domain/organization/request/plan';
import { assertAnswerable } from '../../../../src/domain/organization/request/answers';
import { opensWay } from '../../../../src/domain/organization/request/requests';
import { instant, type Instant } from '../../../../src/domain/time';
import { REQUEST_KINDS, REQUEST_STATES } from '../../../../src/domain/vocabulary';

const at = (day: number): Instant => instant(Date.UTC(2034, 10, day, 16));

const question: RequestProgress = {
  ...{ kind: 'question', needs: 'answer', state: 'open', createdAt: at(1), dueAt: at(2) },
  ...{ confirmBy: null, startsAt: null, endsAt: null, confirmedAt: null, agreedAt: null, overtaken: false },
  ...{ lateAt: null, decidedAt: null, appliedAt: null, restoredAt: null },
};
const capacity: RequestProgress = {
  ...question,
  ...{ kind: 'capacity', needs: 'nothing', startsAt: at(10), endsAt: at(20) },
};
const address: RequestProgress = {
  ...question,
  ...{ kind: 'contact-change', needs: 'confirmation', state: 'awaiting-confirmation', confirmBy: at(8) },
};
const granted = { state: 'approved', decidedAt: at(3) } as const;

test.each<[string, RequestProgress, RequestStep | null, Instant | null]>([
  ['a question', question, 'tell-late', at(2)],
  ['a question that is late', { ...question, lateAt: at(2) }, null, null],
  ['an answered question', { ...question, ...granted }, null, null],
  ['what needs nobody', capacity, 'grant', at(1)],
  ['granted for a later day', { ...capacity, ...granted }, 'take-effect', at(10)],
  ['granted without a day', { ...capacity, ...granted, startsAt: null }, 'take-effect', at(3)],
  ['in effect until its last day', { ...capacity, ...granted, appliedAt: at(10) }, 'restore', at(20)],
  ['in effect for good', { ...capacity, ...granted, appliedAt: at(10), endsAt: null }, null, null],
  ['put back', { ...capacity, ...granted, appliedAt: at(10), restoredAt: at(20) }, null, null],
  ['a new address', address, 'expire', at(8)],
  ['an address that was changed in another way', { ...address, overtaken: true }, 'overtake', at(1)],
  ['a confirmed one that waits for the old one or us', { ...address, state: 'open' }, 'tell-late', at(2)],
  ['one that was told late', { ...address, state: 'open', lateAt: at(2) }, null, null],
  ['a confirmed address', { ...address, ...granted }, 'take-effect', at(3)],
  ['an expired address', { ...address, state: 'expired', decidedAt: at(8) }, null, null],
  ['what was refused', { ...capacity, needs: 'approval', state: 'refused', decidedAt: at(3) }, null, null],
])('next for %s', (_what, request, step, when) => {
  const next = nextOfRequest(request);
  expect([next?.rule.step ?? null, next?.at ?? null]).toEqual([step, when]);
});

const AFTER: Record<RequestStep, (now: Instant) => Partial<RequestProgress>> = {
  overtake: (now) => ({ state: 'refused', decidedAt: now }),
  grant: (now) => ({ state: 'approved', decidedAt: now }),
  expire: (now) => ({ state: 'expired', decidedAt: now }),
  'tell-late': (now) => ({ lateAt: now }),
  'take-effect': (now) => ({ appliedAt: now }),
  restore: (now) => ({ restoredAt: now }),
};

test('from every state every request comes to rest, and no step is taken twice', () => {
  const needs = ['nothing', 'confirmation', 'approval', 'answer'] as const;
  for (const kind of REQUEST_KINDS) {
    for (const state of REQUEST_STATES) {
      for (const need of needs) {
        for (const [endsAt, overtaken] of [
          [null, false],
          [at(20), false],
          [null, true],
        ] as const) {
          const decidedAt = isUndecided(state) ? null : at(1);
          let request: RequestProgress = {
            ...capacity,
            kind,
            state,
            needs: need,
            endsAt,
            decidedAt,
            overtaken,
            confirmBy: at(8),
          };
          const taken: RequestStep[] = [];
          for (let next = nextOfRequest(request); next !== null; next = nextOfRequest(request)) {
            taken.push(next.rule.step);
            request = { ...request, ...AFTER[next.rule.step](next.at) };
            expect(new Set(taken).size).toBe(taken.length);
          }
        }
      }
    }
  }
});

test('nothing is dated before what it follows', () => {
  expect(notBeforeRequest({ ...capacity, ...granted, appliedAt: at(10) }, at(5))).toBe(at(10));
  expect(notBeforeRequest({ ...capacity, ...granted, appliedAt: at(10) }, at(15))).toBe(at(15));
  expect(notBeforeRequest({ ...address, confirmedAt: at(6) }, at(5))).toBe(at(6));
  expect(notBeforeRequest({ ...address, agreedAt: at(7) }, at(5))).toBe(at(7));
});

test('who can answer, and with what', () => {
  const code = (check: () => void): string => {
    try {
      check();
      return 'possible';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const answer = (request: RequestProgress, outcome: 'approved' | 'refused', note: string | null) =>
    code(() => assertAnswerable(request, { outcome, note }));
  expect(answer(question, 'approved', null)).toBe('validation');
  expect(answer(question, 'approved', 'Yes.')).toBe('possible');
  expect(answer({ ...question, kind: 'counties' }, 'approved', null)).toBe('possible');
  expect(answer({ ...question, kind: 'counties' }, 'refused', null)).toBe('validation');
  expect(answer({ ...question, ...granted }, 'refused', 'No.')).toBe('request-closed');
  expect(answer(address, 'approved', null)).toBe('possible');
  expect(answer(address, 'refused', 'No.')).toBe('possible');
});

test('only what can make somebody eligible opens a way', () => {
  expect(opensWay({ does: 'set', fields: { capacity: 3 } })).toBe(true);
  expect(opensWay({ does: 'resume' })).toBe(true);
  expect(opensWay({ does: 'suspend' })).toBe(false);
  expect(opensWay({ does: 'nothing' })).toBe(false);
});
