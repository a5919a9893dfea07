import { nextSeasonStep, type SeasonToPlan } from '../../../src/domain/season/steps';
import { instant } from '../../../src/domain/time';

const at = (day: string) => instant(`2028-${day}T15:00:00Z`);
const first = { id: 'first', number: 1, sendsAt: at('11-22'), begun: false, done: false };
const second = { id: 'second', number: 2, sendsAt: at('12-06'), begun: false, done: false };
const done = { begun: true, done: true };

const RUNNING: SeasonToPlan = {
  ...{ state: 'running', listsAt: at('11-01'), listed: true, summaryAt: at('12-27'), summarized: false },
  periods: [first, second],
};

test.each<[string, Partial<SeasonToPlan>, object | null]>([
  ['looks for what was sent before it', { listed: false }, { does: 'list-before', at: at('11-01') }],
  ['then the first period', {}, { does: 'send-reports', period: first, at: at('11-22') }],
  [
    'a period that has begun is finished before the next',
    { periods: [{ ...first, begun: true }, second] },
    { does: 'send-reports', period: { ...first, begun: true } },
  ],
  [
    'one after the other',
    { periods: [{ ...first, ...done }, second] },
    { does: 'send-reports', period: second },
  ],
  [
    'the summary when all are out',
    { periods: [first, second].map((period) => ({ ...period, ...done })) },
    { does: 'summarize', at: at('12-27') },
  ],
  ['whatever was held up goes out before the summary', { summaryAt: at('11-02') }, { does: 'send-reports' }],
  ['paused: nothing', { state: 'paused' }, null],
  [
    'paused in the middle of a period: nothing',
    { state: 'paused', periods: [{ ...first, begun: true }] },
    null,
  ],
  ['ended: summed up at once', { state: 'ended' }, { does: 'summarize', at: at('11-10') }],
  ['summed up: nothing', { state: 'ended', summarized: true }, null],
])('%s', (_what, facts, expected) => {
  const next = nextSeasonStep({ ...RUNNING, ...facts }, at('11-10'));
  expect(next).toEqual(expected === null ? null : expect.objectContaining(expected));
});
