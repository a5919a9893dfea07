import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DomainError } from '../../../../src/domain/errors';
import { instant } from '../../../../src/domain/time';
import { call, type Reply } from '../support/client';
import type { Served } from '../support/serve';
import { READ_KEY, World } from '../support/world';

let world: World;
let server: Served;
beforeEach(async () => {
  world = new World();
  server = await world.serve();
});
afterEach(() => server.close());

const SEASONS = '/api/v1/seasons';
const CONFIG = path.resolve(__dirname, '../../../../config/seasons');

/** OE5's days in 2026–27, by hand. It is November 24. */
const periods = [
  { from: '2026-11-01', to: '2026-11-15', sendOn: '2026-11-22', dueOn: '2026-11-29' },
  { from: '2026-11-16', to: '2026-11-29', sendOn: '2026-12-06', dueOn: '2026-12-13' },
  { from: '2026-11-30', to: '2026-12-13', sendOn: '2026-12-20', dueOn: '2026-12-27' },
];
const rule = { opensOn: '2026-11-01', firstPeriodEndsOn: '2026-11-15', closesOn: '2026-12-13' };

const create = (body: unknown) => call(server, 'POST', SEASONS, body);
async function created(): Promise<string> {
  return String((await create({ name: 'Sample season', periods })).body['id']);
}
const errorsOf = (reply: Reply) => reply.body['errors'] as { path: string; message: string }[];
const inWinter = (day: string) => `${day}T15:00:00.000Z`;

describe('starting a season', () => {
  test('from its dates: every instant is computed, and its workflow begins', async () => {
    const reply = await create({ name: ' Sample season ', periods });
    const id = String(reply.body['id']);
    expect(reply.status).toBe(201);
    expect(reply.headers.get('location')).toBe(`${SEASONS}/${id}`);
    expect(reply.headers.get('etag')).toBe('"1"');
    expect(reply.body).toMatchObject({
      name: 'Sample season',
      workflowId: `season-${id}`,
      state: 'running',
      opensOn: '2026-11-01',
      closesOn: '2026-12-13',
      policyVersion: 'mnsure-6',
      // Ten business days after Sunday, December 27, without New Year's Day: Monday, January 11.
      summaryAt: '2027-01-11T14:00:00.000Z',
      periods: periods.map((period, index) => ({
        ...period,
        number: index + 1,
        state: 'planned',
        sendsAt: inWinter(period.sendOn),
        reports: { prepared: 0, sent: 0, 'partially-returned': 0, late: 0, complete: 0 },
      })),
    });
    expect((reply.body['periods'] as { dueAt: string }[]).map(({ dueAt }) => dueAt)).toEqual([
      '2026-11-30T06:00:00.000Z',
      '2026-12-14T06:00:00.000Z',
      '2026-12-28T06:00:00.000Z',
    ]);
  });

  test('by the rule, the same season', async () => {
    const byDates = await create({ name: 'By dates', periods });
    const byRule = await create({ name: 'By the rule', rule });
    const dates = ({ body }: Reply) =>
      (body['periods'] as Record<string, string>[]).map(({ id: _id, ...period }) => period);
    expect(byRule.status).toBe(201);
    expect(dates(byRule)).toEqual(dates(byDates));
  });

  test.each(readdirSync(CONFIG).filter((name) => name.endsWith('.json')))(
    'the file %s can be sent as it is',
    async (name) => {
      const reply = await create(readFileSync(path.join(CONFIG, name), 'utf8'));
      expect([reply.status, (reply.body['periods'] as unknown[]).length]).toEqual([201, 5]);
    },
  );

  test("the file of OE5 holds the program's table", async () => {
    const reply = await create(readFileSync(path.join(CONFIG, 'oe5.json'), 'utf8'));
    const rows = (reply.body['periods'] as Record<string, string>[]).map((period) =>
      [period['from'], period['to'], period['sendsAt'], period['dueOn']].join(' '),
    );
    expect(rows).toEqual([
      '2017-11-01 2017-11-15 2017-11-22T15:00:00.000Z 2017-11-29',
      '2017-11-16 2017-11-29 2017-12-06T15:00:00.000Z 2017-12-13',
      '2017-11-30 2017-12-13 2017-12-20T15:00:00.000Z 2017-12-27',
      '2017-12-14 2017-12-27 2018-01-03T15:00:00.000Z 2018-01-10',
      '2017-12-28 2018-01-10 2018-01-17T15:00:00.000Z 2018-01-24',
    ]);
  });

  const [first, second, third] = periods;
  test.each<[string, object, string, RegExp]>([
    ['neither dates nor a rule', {}, 'periods', /either periods or a rule/],
    ['both', { periods, rule }, 'rule', /either periods or a rule/],
    ['no period', { periods: [] }, 'periods', /at least one/],
    ['an unknown field', { periods: [{ ...first, note: '' }] }, 'periods[0].note', /not a known field/],
    ['no name', { name: ' ', periods }, 'name', /empty/],
    [
      'a day that does not exist',
      { periods: [first, { ...second, sendOn: '2026-11-31' }] },
      'periods[1].sendOn',
      /a date that exists/,
    ],
    [
      'a gap',
      { periods: [first, second, { ...third, from: '2026-12-01' }] },
      'periods[2].from',
      /^Period 3 \(Dec 1 – Dec 13\): no period has Nov 30\.$/,
    ],
    [
      'an overlap',
      { periods: [first, { ...second, from: '2026-11-15' }] },
      'periods[1].from',
      /^Period 2 \(Nov 15 – Nov 29\): Nov 15 is in the period before, too\.$/,
    ],
    [
      'dates out of order',
      { periods: [{ ...first, sendOn: '2026-11-15' }] },
      'periods[0].sendOn',
      /^Period 1 \(Nov 1 – Nov 15\): its reports go out on Nov 15, before it is over\.$/,
    ],
    [
      'beyond the business calendar',
      { rule: { opensOn: '2036-11-01', firstPeriodEndsOn: '2036-11-15', closesOn: '2036-12-13' } },
      'periods[2].dueOn',
      /^Period 3 \(Nov 30 – Dec 13\): the business calendar ends on 2036-12-31/,
    ],
    [
      'a rule whose first period does not fit',
      { rule: { ...rule, closesOn: '2026-11-14' } },
      'rule.closesOn',
      /before period 1 ends/,
    ],
  ])('%s: 422 and nothing kept', async (_what, body, field, message) => {
    const reply = await create({ name: 'Sample season', ...body });
    expect([reply.status, reply.body['type']]).toEqual([422, '/problems/validation']);
    expect(errorsOf(reply)).toContainEqual({
      path: field,
      message: expect.stringMatching(message) as string,
    });
    expect(world.seasons.records.size).toBe(0);
  });

  test('on the days of another season: 409', async () => {
    world.seasons.refusal = new DomainError('seasons-overlap', 'The season “Another” has these days.');
    const reply = await create({ name: 'Sample season', periods });
    expect([reply.status, reply.body['type']]).toEqual([409, '/problems/seasons-overlap']);
  });

  test('takes a key that may', async () => {
    const reply = await call(server, 'POST', SEASONS, { name: 'A', periods }, bearer(READ_KEY));
    expect(reply.status).toBe(403);
    expect((await call(server, 'GET', SEASONS, undefined, bearer(READ_KEY))).status).toBe(403);
  });
});

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe('reading a season', () => {
  test('says how far each period is, and what comes next', async () => {
    const id = await created();
    const record = world.seasons.records.get(id);
    const [one, ...others] = record?.periods ?? [];
    if (record === undefined || one === undefined) throw new Error('nothing was kept');
    const sentAt = instant('2026-11-22T15:00:00Z');
    const reports = { ...one.reports, sent: 3, complete: 2 };
    const begun = { ...one, preparedAt: sentAt, startedAt: sentAt, reports };
    world.seasons.records.set(id, { ...record, periods: [begun, ...others] });

    const { body, headers } = await call(server, 'GET', `${SEASONS}/${id}`);
    expect(headers.get('etag')).toBe('"1"');
    expect(body).toMatchObject({
      periods: [
        { state: 'out', reports: { sent: 3, complete: 2 } },
        { state: 'planned' },
        { state: 'planned' },
      ],
      next: { what: 'reports-are-due', period: 1, at: '2026-11-30T06:00:00.000Z' },
    });
    expect((await call(server, 'GET', SEASONS)).body['items']).toEqual([body]);
    expect((await call(server, 'GET', `${SEASONS}?state=ended`)).body['items']).toEqual([]);
  });

  test('shows its history', async () => {
    const id = await created();
    const { body } = await call(server, 'GET', `${SEASONS}/${id}/events`);
    expect(body['items']).toMatchObject([{ actor: 'full', type: 'created', at: world.now }]);
  });

  test.each(['', '/events'])('an unknown one is not there: %s', async (part) => {
    const unknown = '019ab000-0000-7000-8000-0000000000ff';
    expect((await call(server, 'GET', `${SEASONS}/${unknown}${part}`)).status).toBe(404);
  });
});

describe('changing a season', () => {
  const patch = (id: string, body: object, headers = {}) =>
    call(server, 'PATCH', `${SEASONS}/${id}`, body, headers);
  const [first, second, third] = periods as [object, object, (typeof periods)[number]];

  test('the dates to come, with their new instants', async () => {
    const id = await created();
    const moved = { ...third, sendOn: '2026-12-22', dueOn: '2026-12-30' };
    const reply = await patch(id, { periods: [first, second, moved] }, { 'if-match': '"1"' });
    expect([reply.status, reply.headers.get('etag')]).toEqual([200, '"2"']);
    expect(world.seasons.amendments).toMatchObject([
      {
        // Ten business days after Wednesday, December 30, without New Year's Day.
        summaryAt: '2027-01-14T14:00:00.000Z',
        periods: [{}, {}, { ...moved, sendsAt: inWinter('2026-12-22') }],
      },
    ]);
  });

  test('the summary stays where it is when no due date moves', async () => {
    const id = await created();
    await patch(id, { periods: [first, second, { ...third, sendOn: '2026-12-22' }] });
    await patch(id, { name: 'Renamed' });
    expect(world.seasons.amendments.map(({ summaryAt }) => summaryAt)).toEqual([undefined, undefined]);
    expect(world.seasons.records.get(id)?.name).toBe('Renamed');
  });

  test('never to a day that has gone by: mail cannot be taken back', async () => {
    const id = await created();
    const reply = await patch(id, {
      periods: [
        first,
        { ...second, to: '2026-11-20', sendOn: '2026-11-24' },
        { ...third, from: '2026-11-21' },
      ],
    });
    expect([reply.status, errorsOf(reply)]).toEqual([
      422,
      [
        {
          path: 'periods[1].sendOn',
          message: 'Period 2 (Nov 16 – Nov 20): its reports would go out at once; choose a day to come.',
        },
      ],
    ]);
    expect(world.seasons.amendments).toEqual([]);
  });

  test('what the store refuses is told: a period that has begun', async () => {
    const id = await created();
    world.seasons.refusal = new DomainError('period-begun', 'Period 1 has begun.');
    const reply = await patch(id, { name: 'Renamed' });
    expect([reply.status, reply.body['type']]).toEqual([409, '/problems/period-begun']);
  });

  test('of an old version: 412', async () => {
    const id = await created();
    expect((await patch(id, { name: 'One' }, { 'if-match': '"1"' })).status).toBe(200);
    expect((await patch(id, { name: 'Two' }, { 'if-match': '"1"' })).status).toBe(412);
    expect(world.seasons.records.get(id)?.name).toBe('One');
  });

  test.each([{}, { periods: [] }, { rule }, { state: 'ended' }])('%j changes nothing: 422', async (body) => {
    expect((await patch(await created(), body)).status).toBe(422);
    expect(world.seasons.amendments).toEqual([]);
  });

  test.each([
    ['pause', 'paused'],
    ['resume', 'running'],
    ['end', 'ended'],
  ])('%s, with a reason', async (step, state) => {
    const id = await created();
    const reply = await call(server, 'POST', `${SEASONS}/${id}/${step}`, { reason: 'Told by phone' });
    expect([reply.status, reply.body['state'], reply.headers.get('etag')]).toEqual([200, state, '"2"']);
    expect(world.seasons.steps).toEqual([
      { step, reason: 'Told by phone', change: { seasonId: id, actor: 'full', at: world.now } },
    ]);
    expect((await call(server, 'POST', `${SEASONS}/${id}/${step}`, {})).status).toBe(422);
  });

  test.each(['pause', 'resume', 'end'])('%s of an unknown one: 404', async (step) => {
    const unknown = '019ab000-0000-7000-8000-0000000000ff';
    const reply = await call(server, 'POST', `${SEASONS}/${unknown}/${step}`, { reason: 'Gone' });
    expect(reply.status).toBe(404);
  });
});
