import type { SeasonStore } from '../../../src/api/season/ports';
import { plusMillis, instant, type Instant } from '../../../src/domain/time';
import { createOutbox } from '../../../src/infra/prisma/outbox/outbox';
import { createReportFollower } from '../../../src/infra/prisma/report/follower';
import { createSeasonStore } from '../../../src/infra/prisma/season/store';
import { createFollowerRows } from '../../../src/infra/prisma/followers/rows';
import type { Followed } from '../../../src/workflows/follow/plan';
import { fakeWaker } from '../../unit/support/fake-waker';
import { makeReport } from '../report/stored-report';
import { policy } from '../referral/stored-referral';
import { NOW, openDatabase, type Database } from '../support/database';

/**
 * Season-like pauses and ends between the plan that names a mail and the attempt to send it. Nobody's signal arrives
 * here: what the followers do, they do because they look again.
 */

let database: Database;
let seasons: SeasonStore;
beforeAll(async () => {
  database = await openDatabase();
  seasons = createSeasonStore(database.prisma, fakeWaker().waker);
});
afterAll(() => database.drop());

const setting = { policy, owner: 'spoc@example.org' };
const TO = { recipient: 'leads@example.org' };
const MINUTE = 60_000;

/** A report that was made, and whose follower has planned its mail. */
async function planned() {
  const { prisma } = database;
  const { reportId, periodId } = await makeReport(database, 1);
  await prisma.report.update({ where: { id: reportId }, data: { state: 'prepared', sentAt: null } });
  const { seasonId } = await prisma.reportPeriod.findUniqueOrThrow({ where: { id: periodId } });
  const follower = createReportFollower(prisma, setting);
  const command = (at: Instant) => ({ kind: 'report', subjectId: reportId, at, seen: 0 }) as const;
  const advance = (at: Instant) => follower.advance(command(at));
  const { jobs } = await advance(NOW);
  expect(jobs).toMatchObject([{ does: 'send', summary: expect.stringMatching(/^Send the report to/) }]);
  const messageId = jobs[0]?.id ?? '';
  const move = (step: 'pause' | 'resume' | 'end', at: Instant) =>
    seasons.move(step, 'Told so', { seasonId, actor: 'crm', at });
  const record = (at: Instant, outcome: Parameters<typeof follower.record>[2]) =>
    follower.record(command(at), messageId, outcome);
  const message = () => prisma.message.findUnique({ where: { id: messageId } });
  const report = () => prisma.report.findUniqueOrThrow({ where: { id: reportId } });
  return { reportId, messageId, advance, move, record, message, report };
}

const claim = (messageId: string) => createOutbox(database.prisma).claim(messageId, TO);

test('paused between the plan and the attempt: a report’s mail does not go out, and goes out when it is resumed', async () => {
  const { messageId, advance, move, message } = await planned();
  await move('pause', NOW);
  expect(await claim(messageId)).toBeNull();
  expect((await advance(plusMillis(NOW, MINUTE))).jobs).toEqual([]);
  expect(await message()).toBeNull();
  expect(await createOutbox(database.prisma).find(messageId)).toBeNull();
  await move('resume', plusMillis(NOW, 2 * MINUTE));
  expect((await advance(plusMillis(NOW, 2 * MINUTE))).jobs).toMatchObject([{ does: 'send', id: messageId }]);
  expect(await claim(messageId)).toEqual({ mayHaveIt: false });
});

test('held by a pause beyond its due date, it gets the full published time when it goes out', async () => {
  const { advance, move, report } = await planned();
  await move('pause', NOW);
  // The published date was Sunday, November 29, seven days after the sending.
  await advance(instant('2026-12-01T16:00:00Z'));
  expect((await report()).lateAt).toBeNull();
  await move('resume', instant('2026-12-02T16:00:00Z'));
  await advance(instant('2026-12-02T16:00:00Z'));
  const { dueOn, dueAt, lateAt } = await report();
  expect([dueOn, dueAt, lateAt]).toEqual([new Date('2026-12-09'), new Date('2026-12-10T06:00:00Z'), null]);
});

test('paused between two attempts: the next attempt waits for the end of the pause', async () => {
  const { messageId, advance, move, record, message } = await planned();
  expect(await claim(messageId)).toEqual({ mayHaveIt: false });
  await move('pause', NOW);
  const later = plusMillis(NOW, 60 * MINUTE);
  await record(NOW, { outcome: 'deferred', smtpCode: 451, response: 'not now', mayHaveIt: false });
  expect((await advance(later)).jobs).toEqual([]);
  expect(await claim(messageId)).toBeNull();
  expect(await message()).toMatchObject({ state: 'pending', attempts: 1 });
  await move('resume', later);
  expect((await advance(later)).jobs).toMatchObject([{ does: 'send', id: messageId }]);
});

test('ended between the plan and the attempt: the report never goes out, and nobody is chased for it', async () => {
  const { messageId, advance, move, message, report } = await planned();
  await move('end', NOW);
  expect(await claim(messageId)).toBeNull();
  const plan = await advance(instant('2027-01-15T16:00:00Z'));
  expect(plan).toMatchObject({ jobs: [], until: null, rest: { state: 'prepared' } });
  expect(await message()).toMatchObject({ state: 'overtaken', attempts: 0 });
  expect(await report()).toMatchObject({ lateAt: null, state: 'prepared' });
});

test('ended while a server may have the mail: the report counts as out, and the mail is brought to its end', async () => {
  const { messageId, advance, move, record } = await planned();
  expect(await claim(messageId)).toEqual({ mayHaveIt: false });
  await move('end', NOW);
  await record(NOW, { outcome: 'deferred', smtpCode: null, response: 'no answer', mayHaveIt: true });
  const later = plusMillis(NOW, 60 * MINUTE);
  expect((await advance(later)).jobs).toMatchObject([{ does: 'send', id: messageId }]);
  expect(await claim(messageId)).toEqual({ mayHaveIt: true });
});

test('a report that is out is not chased during a pause, and is chased when the season is resumed', async () => {
  const { reportId, messageId, advance, move, record } = await planned();
  await claim(messageId);
  await record(NOW, { outcome: 'sent', response: '250 OK' });
  const at = instant('2026-11-25T14:00:00Z');
  const chase = [{ kind: 'before-due', at }];
  await database.prisma.report.update({ where: { id: reportId }, data: { chase } });
  await move('pause', NOW);
  expect((await advance(plusMillis(at, MINUTE))).jobs).toEqual([]);
  await move('resume', plusMillis(at, 2 * MINUTE));
  expect((await advance(plusMillis(at, 2 * MINUTE))).jobs).toMatchObject([{ does: 'send' }]);
});

test.each(['pause', 'end'] as const)(
  'when the signals of “%s” are lost, the sweep finds the season and its reports',
  async (step) => {
    const { reportId, advance, move } = await planned();
    await advance(NOW);
    const season = await move(step, NOW);
    const rows = createFollowerRows(database.prisma, setting);
    const later = plusMillis(NOW, MINUTE);
    const due = { behindBefore: later, wakeBefore: instant(0), now: later };
    const found: readonly Followed[] = await rows.overdue(due, 1_000);
    expect(found).toEqual(
      expect.arrayContaining([
        { kind: 'season', subjectId: season?.id, again: false },
        { kind: 'report', subjectId: reportId, again: false },
      ]),
    );
  },
);
