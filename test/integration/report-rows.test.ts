import { v7 as newId } from 'uuid';
import type { RecordedEvent } from '../../src/activities/ports';
import { instant, localDate, type Instant } from '../../src/domain/time';
import { createActStore } from '../../src/infra/prisma/api/act-store';
import { openDatabase, type Database } from './api/database';
import { append, sendReferral, type Sent } from './api/sent-referral';
import { addReport, reached, rowOf, say, statementsOf, type SampleReport } from './support/reports';

/** What is recorded of an assignment, and its row in a report, on one database. */

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.drop());

const AT: Instant = instant('2026-11-25T17:00:00Z');
let sent = 0;

interface Reported extends Sent {
  readonly report: SampleReport;
  readonly rowId: string;
}

async function reported(): Promise<Reported> {
  sent += 1;
  const referral = await sendReferral(database, `CRM-${sent}`);
  const report = await addReport(database.prisma, [referral.assignmentId]);
  return { ...referral, report, rowId: report.rowOf(referral.assignmentId) };
}

const about = ({ assignmentId }: Sent, actId: string | null = newId()) =>
  ({ at: AT, actor: 'assister', assignmentId, actId, metAt: null }) as const;

function contact(of: Sent, on: string, actId?: string): RecordedEvent {
  const body = { type: 'contact-made', on: localDate(on), beforeReferral: false } as const;
  return { ...about(of, actId), ...body, seq: 4, status: 'contacted' };
}

function resolution(of: Sent, actId: string | null, seq: number): RecordedEvent {
  const body = { type: 'resolution-recorded', resolution: 'enrolled-qhp', interim: false } as const;
  return { ...about(of, actId), ...body, seq, status: 'resolved' };
}

async function storedAct(
  referralId: string,
  kind: 'report' | 'resolution',
  comments: string,
): Promise<string> {
  const id = newId();
  const acts = createActStore(database.prisma);
  await acts.store({ id, referralId, kind, actor: 'assister', payload: { comments }, at: AT });
  return id;
}

const report = ({ report: { id } }: Reported) =>
  database.prisma.report.findUniqueOrThrow({ where: { id }, include: { events: true } });
const statements = ({ rowId }: Reported) => statementsOf(database.prisma, rowId);
const row = ({ rowId }: Reported) => rowOf(database.prisma, rowId);

test('what is recorded by a link is filled in, with its comments; the last answer completes the report', async () => {
  const of = await reported();
  expect(await append(database, of.referralId, contact(of, '2026-11-25'))).toEqual([of.report.id]);
  expect(await row(of)).toEqual({ ...reached('2026-11-25', null), complete: false });
  expect(await report(of)).toMatchObject({ state: 'sent', missing: 1, revision: 1, returnedAt: null });

  const actId = await storedAct(of.referralId, 'resolution', 'Chose a silver plan');
  const ends = resolution(of, actId, 5);
  expect(await append(database, of.referralId, ends)).toEqual([of.report.id]);
  expect(await row(of)).toEqual({
    ...reached('2026-11-25', 'enrolled-qhp', 'Chose a silver plan'),
    complete: true,
  });
  const complete = await report(of);
  expect(complete).toMatchObject({ state: 'complete', missing: 0, returnedAt: null });
  expect(complete.events.map(({ type }) => type)).toEqual(['completed']);
  expect(await statements(of)).toEqual([
    ['link', '2026-11-25', null, 'known'],
    ['link', '2026-11-25', 'enrolled-qhp', 'known'],
  ]);

  // A repeated activity changes nothing, and wakes nobody.
  expect(await append(database, of.referralId, ends)).toEqual([]);
  expect(await statements(of)).toHaveLength(2);
});

test('without contact a resolution says that nobody was reached', async () => {
  const of = await reported();
  const body = { type: 'resolution-recorded', resolution: 'unable-to-contact', interim: false } as const;
  await append(database, of.referralId, { ...about(of), ...body, seq: 4, status: 'resolved' });
  expect(await row(of)).toEqual({ ...reached(null, 'unable-to-contact'), complete: true });
});

test('a referral that is in no report moves nothing', async () => {
  const of = await sendReferral(database, 'CRM-unreported');
  expect(await append(database, of.referralId, contact(of, '2026-11-25'))).toEqual([]);
});

test.each([
  { type: 'declined', reason: 'language' },
  { type: 'timed-out', missed: 'contact' },
  { type: 'handed-on', cause: 'reassigned', directedTo: null },
] as const)('an assignment that ends otherwise asks for nothing more: %j', async (body) => {
  const of = await reported();
  const event = { ...about(of, null), ...body, seq: 4, status: 'received' } as const;
  expect(await append(database, of.referralId, event)).toEqual([of.report.id]);
  expect(await row(of)).toMatchObject({ contactMade: null, resolution: null, complete: true });
  expect(await report(of)).toMatchObject({ state: 'complete', missing: 0 });
  expect(await statements(of)).toEqual([]);
});

test('what came from the report itself is no second statement', async () => {
  const of = await reported();
  const id = await say(database.prisma, of.report, of.rowId, reached('2026-11-25', 'enrolled-qhp'));
  const acts = createActStore(database.prisma);
  const { referralId } = of;
  await acts.store({ id, referralId, kind: 'report', actor: 'assister', payload: {}, at: AT });
  const told = [contact(of, '2026-11-25', id), resolution(of, id, 5)];
  expect(await append(database, referralId, ...told)).toEqual([]);
  expect(await statements(of)).toEqual([['workbook', '2026-11-25', 'enrolled-qhp', null]]);
});

test('a later answer keeps what the report said besides, and that is still to be told', async () => {
  const of = await reported();
  await say(database.prisma, of.report, of.rowId, reached('2026-11-26', 'enrolled-qhp', 'By phone'));
  expect(await append(database, of.referralId, contact(of, '2026-11-25'))).toEqual([of.report.id]);
  expect(await row(of)).toEqual({ ...reached('2026-11-25', 'enrolled-qhp', 'By phone'), complete: true });
  expect(await statements(of)).toEqual([
    ['workbook', '2026-11-26', 'enrolled-qhp', null],
    ['link', '2026-11-25', 'enrolled-qhp', null],
  ]);
});

test('a later contact leaves nothing of a report that said the consumer was never reached', async () => {
  const of = await reported();
  await say(database.prisma, of.report, of.rowId, reached(null, 'unable-to-contact'));
  await append(database, of.referralId, contact(of, '2026-11-25'));
  expect(await row(of)).toEqual({ ...reached('2026-11-25', null), complete: false });
  expect((await statements(of)).at(-1)).toEqual(['link', '2026-11-25', null, 'known']);
});

test('an older statement that overtakes a later answer does not win: the answer is told once more', async () => {
  const of = await reported();
  const { referralId } = of;
  const older = await say(database.prisma, of.report, of.rowId, reached('2026-11-26', null));
  await append(database, referralId, contact(of, '2026-11-25'));
  expect((await statements(of)).at(-1)).toEqual(['link', '2026-11-25', null, 'known']);

  const acts = createActStore(database.prisma);
  await acts.store({ id: older, referralId, kind: 'report', actor: 'assister', payload: {}, at: AT });
  const overtaking = { type: 'contact-corrected', on: localDate('2026-11-26') } as const;
  const event: RecordedEvent = { ...about(of, older), ...overtaking, seq: 5, status: 'contacted' };
  expect(await append(database, referralId, event)).toEqual([of.report.id]);
  expect(await row(of)).toMatchObject({ contactOn: '2026-11-25' });
  expect((await statements(of)).at(-1)).toEqual(['link', '2026-11-25', null, null]);
});

test('both places at once, in both orders: nobody waits for the other for ever, and the row says the latest', async () => {
  const all: Reported[] = [];
  for (let n = 0; n < 12; n += 1) all.push(await reported());
  await Promise.all(
    all.flatMap((of, n) => {
      const byLink = () => append(database, of.referralId, contact(of, '2026-11-25'));
      const byForm = () =>
        say(database.prisma, of.report, of.rowId, reached('2026-11-26', 'enrolled-qhp'), 'form');
      return n % 2 === 0 ? [byLink(), byForm()] : [byForm(), byLink()];
    }),
  );
  for (const of of all) {
    const kept = await database.prisma.reportStatement.findMany({
      where: { rowId: of.rowId },
      orderBy: { revision: 'asc' },
    });
    expect(kept.map(({ revision }) => revision)).toEqual([1, 2]);
    const latest = kept[1]?.contactOn?.toISOString().slice(0, 10);
    expect(await row(of)).toMatchObject({ contactOn: latest, resolution: 'enrolled-qhp' });
    // Whichever came last, the resolution is still to be told.
    expect(kept[1]?.toldAt).toBeNull();
  }
});
