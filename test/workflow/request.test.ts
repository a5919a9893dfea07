import { v7 as uuidv7 } from 'uuid';
import type { RequestAsk } from '../../src/domain/requests';
import type { LocalDate } from '../../src/domain/time';
import { eventually } from './support/eventually';
import { RequestOffice, SPOC } from './support/request-office';
import { terminateIdle } from './support/terminate-idle';

/** One clock for all: the tests follow each other through November 2034. Its summer time ends on the 5th. */
let office: RequestOffice;
beforeAll(async () => {
  office = await RequestOffice.open();
});
afterAll(async () => {
  await office.close();
});

const day = (text: string) => text as LocalDate;
const approve = () => ({ id: uuidv7(), outcome: 'approved' as const });

test('a question is escalated at once, and once more, louder, when the next business day closes without an answer', async () => {
  // Thursday, November 2, 10:00 in Chicago: due on Friday at 17:00, which is 22:00 in UTC.
  await office.goTo('2034-11-02T15:00:00.000Z');
  const { id, dueAt, request, handle } = await office.ask({ kind: 'question' });
  expect(dueAt).toBe('2034-11-03T22:00:00.000Z');
  expect(office.escalations).toMatchObject([
    {
      openedAt: expect.stringMatching(/^2034-11-02T15:00/),
      dueAt,
      subject: { kind: 'request', requestId: id },
    },
  ]);
  await eventually(
    'the first mail',
    () => office.mailsTo(SPOC),
    ({ length }) => length === 1,
  );
  const memo = (await handle.describe()).memo;
  expect(memo).toMatchObject({
    stands: 'question: waits for the single point of contact',
    due: 'answer by Fri, Nov 3, 2034, 5:00 PM CDT',
  });

  await office.goTo('2034-11-03T21:59:00.000Z');
  expect(office.mailsTo(SPOC)).toHaveLength(1);
  await office.goTo('2034-11-03T22:01:00.000Z');
  const [, late] = await eventually(
    'the second mail',
    () => office.mailsTo(SPOC),
    ({ length }) => length === 2,
  );
  expect(late).toEqual({
    kind: 'escalation',
    subject: 'LATE: a request waits for your answer (Sample Organization)',
    at: expect.stringMatching(/^2034-11-03T22:00/),
  });
  expect(office.state(id)).toBe('open');

  await office.goTo('2034-11-04T22:00:00.000Z');
  expect(office.mailsTo(SPOC)).toHaveLength(2);
  await office.workflows.answer(request, approve());
  expect(office.state(id)).toBe('approved');
  await expect(handle.result()).resolves.toEqual({ outcome: 'approved' });
  expect(office.mailsTo(office.organization.contactEmail)).toMatchObject([
    { kind: 'request-answered', subject: 'Answered: A question' },
  ]);
});

test('none from Monday to Friday: applied when the first day begins, the former capacity is back when the last is over', async () => {
  await office.goTo('2034-11-05T15:00:00.000Z');
  const ask: RequestAsk = {
    kind: 'capacity',
    capacity: 0,
    from: day('2034-11-06'),
    until: day('2034-11-10'),
  };
  const { id, handle } = await office.ask(ask);
  expect(office.state(id)).toBe('approved');
  expect(office.done).toEqual([]);
  expect(office.organization.capacity).toBe(10);
  expect((await handle.describe()).memo).toMatchObject({
    next: 'it takes effect Mon, Nov 6, 2034, 12:00 AM CST',
  });

  await office.goTo('2034-11-06T06:01:00.000Z');
  await eventually(
    'the change',
    () => office.done,
    ({ length }) => length === 1,
  );
  expect(office.organization.capacity).toBe(0);
  await office.goTo('2034-11-11T06:01:00.000Z');
  await expect(handle.result()).resolves.toEqual({ outcome: 'approved' });
  expect(office.organization.capacity).toBe(10);
  expect(office.done.map(({ what, at }) => [what, at.slice(0, 16)])).toEqual([
    ['applied', '2034-11-06T06:00'],
    ['restored', '2034-11-11T06:00'],
  ]);
  expect(office.nudges).toBe(2);
});

test('a new address that nobody confirms within seven days expires; the organization is told; nothing has changed', async () => {
  const { organization } = office;
  await office.goTo('2034-11-13T15:00:00.000Z');
  const { id, handle } = await office.ask({ kind: 'contact-change', contactEmail: 'silent@example.org' });
  await eventually(
    'the mail',
    () => office.mailsTo('silent@example.org'),
    ({ length }) => length === 1,
  );
  await office.goTo('2034-11-20T14:59:00.000Z');
  expect(office.state(id)).toBe('awaiting-confirmation');
  await office.goTo('2034-11-20T15:01:00.000Z');
  await expect(handle.result()).resolves.toEqual({ outcome: 'expired' });
  expect(office.state(id)).toBe('expired');
  expect(organization.contactEmail).toBe('old@organization.example.org');
  const told = office.mailsTo(organization.contactEmail).at(-1);
  expect(told).toMatchObject({ kind: 'request-answered', subject: 'Not confirmed: New address for leads' });
  expect(told?.at.slice(0, 16)).toBe('2034-11-20T15:00');
});

test('a new address that takes no mail ends the request at once', async () => {
  office.refusing.add('gone@example.org');
  const { id, handle } = await office.ask({ kind: 'contact-change', contactEmail: 'gone@example.org' });
  await expect(handle.result()).resolves.toEqual({ outcome: 'refused' });
  expect(office.state(id)).toBe('refused');
});

test('a confirmed address takes effect, all three are told, and nobody can answer any more', async () => {
  const { request, handle } = await office.ask({ kind: 'contact-change', contactEmail: 'new@example.org' });
  await office.workflows.confirm(request, true);
  expect(office.organization.contactEmail).toBe('new@example.org');
  await expect(handle.result()).resolves.toEqual({ outcome: 'approved' });
  for (const address of ['new@example.org', 'old@organization.example.org', SPOC]) {
    expect(office.mailsTo(address).at(-1)).toMatchObject({ kind: 'contact-changed' });
  }
  await expect(office.workflows.confirm(request, false)).rejects.toMatchObject({ code: 'request-closed' });
  await expect(office.workflows.answer(request, approve())).rejects.toMatchObject({ code: 'request-closed' });
});

test('of two answers at once one counts, and the other is told so', async () => {
  const { request, handle } = await office.ask({ kind: 'type', type: 'broker' });
  const answers = await Promise.allSettled([
    office.workflows.answer(request, approve()),
    office.workflows.answer(request, { id: uuidv7(), outcome: 'refused' }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(answers).toContainEqual({
    status: 'rejected',
    reason: expect.objectContaining({ code: 'request-closed' }),
  });
  await handle.result();
});

test('resuming is the organization’s own affair, unless the exchange had suspended it', async () => {
  const own = await office.ask({ kind: 'resume' });
  await expect(own.handle.result()).resolves.toEqual({ outcome: 'approved' });
  office.organization.suspendedByExchange = true;
  const asked = await office.ask({ kind: 'resume' });
  expect(office.state(asked.id)).toBe('open');
  await office.workflows.answer(asked.request, { id: uuidv7(), outcome: 'refused' });
  await expect(asked.handle.result()).resolves.toEqual({ outcome: 'refused' });
  expect(office.done.filter(({ effect }) => effect?.does === 'resume')).toHaveLength(1);
});

test('begun twice, as by the API and the sweep, it happens once', async () => {
  const { request, handle } = await office.ask(
    { kind: 'capacity', capacity: 7, from: null, until: null },
    { start: false },
  );
  await Promise.all([office.workflows.begin(request), office.workflows.begin(request)]);
  await handle.result();
  await office.workflows.begin(request);
  expect(
    office.done.filter(({ effect }) => effect?.does === 'set' && effect.fields.capacity === 7),
  ).toHaveLength(1);
});

test('terminated before its day and again before its end, it begins anew: in effect on its day once, put back once', async () => {
  await office.goTo('2034-12-01T16:00:00.000Z');
  const before = office.organization.capacity;
  const told = () =>
    office.mailsTo(office.organization.contactEmail).filter(({ kind }) => kind === 'request-answered');
  const ask: RequestAsk = {
    kind: 'capacity',
    capacity: 3,
    from: day('2034-12-04'),
    until: day('2034-12-05'),
  };
  const toldBefore = told().length;
  const { request, handle } = await office.ask(ask);
  await eventually('the answer', told, ({ length }) => length === toldBefore + 1);
  await terminateIdle(handle);
  await office.workflows.begin(request);
  await office.goTo('2034-12-04T07:00:00.000Z');
  expect(office.organization.capacity).toBe(3);
  await terminateIdle(handle);
  await office.workflows.begin(request);
  await office.goTo('2034-12-06T07:00:00.000Z');
  await handle.result();
  expect(office.organization.capacity).toBe(before);
  expect(office.done.slice(-2)).toMatchObject([
    // Monday, 00:00 in Chicago, and the first instant after Tuesday.
    { what: 'applied', at: expect.stringMatching(/^2034-12-04T06:00/) },
    { what: 'restored', at: expect.stringMatching(/^2034-12-06T06:00/) },
  ]);
  expect(told()).toHaveLength(toldBefore + 1);
});

test('a terminated request that nobody has answered can be answered at once', async () => {
  const { id, request, handle } = await office.ask({ kind: 'question' });
  await terminateIdle(handle);
  await office.workflows.answer(request, approve());
  expect(office.state(id)).toBe('approved');
  await expect(handle.result()).resolves.toEqual({ outcome: 'approved' });
});
