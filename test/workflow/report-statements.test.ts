import { isComplete } from '../../src/domain/report/statement';
import { v7 as newId } from 'uuid';
import type { Act } from '../../src/domain/referral/commands';
import { isApplicable } from '../../src/domain/report/known-outcome';
import { plusDays } from '../../src/domain/local-time';
import { localDate, type LocalDate } from '../../src/domain/time';
import type { Resolution } from '../../src/domain/terms';
import { markBehind } from '../../src/infra/prisma/followers/follower-rows';
import { recordStatements } from '../../src/infra/prisma/report/record-statements';
import { reached, rowOf, statementsOf } from '../integration/support/reports';
import { CycleOffice } from './support/cycle-office';
import { applierOf, ReportedLeads } from './support/reported-leads';
import { rules } from '../support/minnesota-terms';

/** One consumer in two places, the referral's own page and its report: what is said in either becomes true in both. */

let office: CycleOffice;
let leads: ReportedLeads;
beforeAll(async () => {
  office = await CycleOffice.open('2034-01-02T12:00:00Z');
  leads = new ReportedLeads(office);
});
afterAll(() => office.close());

type Reported = Pick<
  Awaited<ReturnType<ReportedLeads['send']>>,
  'referralId' | 'assignmentId' | 'reportId' | 'rowId'
>;
type Bare<T> = T extends Act ? Omit<T, 'actId' | 'actor' | 'assignmentId'> : never;

async function act(of: Reported, what: Bare<Act>, comments?: string, follow = true): Promise<void> {
  const { referralId, assignmentId } = of;
  const given = { actId: newId(), actor: 'assister', assignmentId, ...what } as Act;
  const payload = comments === undefined ? {} : { comments };
  await office.service.acts.record({ referralId, act: given, payload, now: office.service.now() });
  if (follow) await office.service.followers.run();
}

const contact = (on: LocalDate) => ({ kind: 'contact', made: true, on }) as const;

/** The organization says it in a form; what follows at once, follows. */
async function says(of: Reported, on: LocalDate | null, resolution: Resolution | null, comments?: string) {
  const { contactMade, contactOn } = reached(on, resolution);
  const said = { contactMade, contactOn, resolution, comments: comments ?? null };
  await office.returns.save({
    ...{ id: newId(), reportId: of.reportId, rowId: of.rowId, said, seenRevision: null },
    ...{ source: 'form', actor: 'assister', at: office.service.now(), today: today() },
  });
  await office.service.followers.run();
}

/** As says, by a process that dies once it is committed, before anything is applied. */
async function saysAndDies(
  of: Reported,
  on: LocalDate | null,
  resolution: Resolution | null,
  comments?: string,
) {
  const id = newId();
  const statement = reached(on, resolution, comments);
  const at = office.service.now();
  const outcome = isApplicable(statement) ? null : 'incomplete';
  await office.prisma.$transaction(async (tx) => {
    const complete = isComplete(statement, rules);
    const statements = [{ id, rowId: of.rowId, statement, complete, outcome } as const];
    await recordStatements(tx, { reportId: of.reportId, source: 'workbook', returnId: null, at, statements });
    await markBehind(tx, [{ kind: 'report', subjectId: of.reportId }], at);
  });
  return id;
}

const today = () => localDate(office.service.now().slice(0, 10));
const row = ({ rowId }: Reported) => rowOf(office.prisma, rowId);
const statements = ({ rowId }: Reported) => statementsOf(office.prisma, rowId);
const referral = ({ referralId }: Reported) =>
  office.prisma.referral.findUniqueOrThrow({ where: { id: referralId } });
const events = ({ referralId }: Reported) =>
  office.prisma.referralEvent.findMany({ where: { referralId }, orderBy: { seq: 'asc' } });
const typesOf = async (of: Reported) => (await events(of)).slice(3).map(({ type }) => type);
describe('what is recorded of the referral', () => {
  test('fills in its row, with its comments; the last answer completes the report, which comes to rest', async () => {
    const of = await leads.send();
    await act(of, contact(of.from));
    expect(await row(of)).toEqual({ ...reached(of.from, null), complete: false });
    expect(await of.report()).toMatchObject({ state: 'sent', missing: 1, revision: 1, returnedAt: null });
    await act(of, { kind: 'resolution', resolution: 'enrolled-qhp' }, 'Chose a silver plan');
    expect(await row(of)).toEqual({
      ...reached(of.from, 'enrolled-qhp', 'Chose a silver plan'),
      complete: true,
    });
    expect(await of.report()).toMatchObject({ state: 'complete', missing: 0, returnedAt: null });
    expect(await statements(of)).toEqual([
      ['link', of.from, null, 'known'],
      ['link', of.from, 'enrolled-qhp', 'known'],
    ]);
    expect(await office.atRest('report', of.reportId)).toBe(true);
  });

  test('without a contact says that nobody was reached', async () => {
    const of = await leads.send();
    await act(of, { kind: 'resolution', resolution: 'no-longer-needs-assistance' });
    expect(await row(of)).toEqual({ ...reached(null, 'no-longer-needs-assistance'), complete: true });
  });

  test('asks for nothing more once its assignment ends otherwise, and what is said of it changes the report alone', async () => {
    const of = await leads.send();
    await act(of, { kind: 'decline', reason: 'language' });
    expect(await row(of)).toMatchObject({ contactMade: null, resolution: null, complete: true });
    expect(await of.report()).toMatchObject({ state: 'complete', missing: 0 });
    expect(await statements(of)).toEqual([]);
    await saysAndDies(of, of.from, 'eligible-ma');
    await office.service.followers.run();
    expect(await statements(of)).toEqual([['workbook', of.from, 'eligible-ma', 'over']]);
    expect(await typesOf(of)).not.toContain('contact-made');
  });
});

describe('what a report says', () => {
  test('ends the referral, with its words, before it is answered', async () => {
    const of = await leads.send();
    await says(of, of.from, 'eligible-ma', 'Has the card now');
    expect(await typesOf(of)).toEqual([
      ...['contact-made', 'milestone-met', 'milestone-met', 'resolution-recorded'],
    ]);
    expect(await referral(of)).toMatchObject({ status: 'resolved', resolution: 'eligible-ma' });
    expect(await statements(of)).toEqual([['form', of.from, 'eligible-ma', 'applied']]);
    const [{ id } = { id: '' }] = await office.prisma.reportStatement.findMany({
      where: { rowId: of.rowId },
    });
    const kept = await office.prisma.act.findUniqueOrThrow({ where: { id } });
    expect(kept).toMatchObject({ kind: 'report', referralId: of.referralId, version: 7 });
    expect(kept.payload).toMatchObject({ comments: 'Has the card now' });
    expect((await events(of)).slice(3).every(({ actId }) => actId === id)).toBe(true);
    expect(await office.atRest('report', of.reportId)).toBe(true);
  });

  test('is applied by the report’s follower when the process dies after its answer', async () => {
    const of = await leads.send();
    await saysAndDies(of, of.from, 'eligible-ma');
    expect(await statements(of)).toEqual([['workbook', of.from, 'eligible-ma', null]]);
    expect((await referral(of)).status).toBe('sent');
    await office.service.followers.run();
    expect(await statements(of)).toEqual([['workbook', of.from, 'eligible-ma', 'applied']]);
    expect((await referral(of)).status).toBe('resolved');
  });

  test('corrects the link, also when the referral has ended meanwhile', async () => {
    const of = await leads.send();
    const [first, later] = [of.from, plusDays(of.from, 1)];
    await act(of, contact(first));
    await says(of, later, null);
    await act(of, { kind: 'resolution', resolution: 'eligible-ma' });
    await says(of, later, 'enrolled-qhp');
    expect(await referral(of)).toMatchObject({ status: 'resolved', resolution: 'enrolled-qhp' });
    expect(await statements(of)).toEqual([
      ['link', first, null, 'known'],
      ['form', later, null, 'applied'],
      ['link', later, 'eligible-ma', 'known'],
      ['form', later, 'enrolled-qhp', 'applied'],
    ]);
    expect((await typesOf(of)).slice(-3)).toEqual([
      'milestone-met',
      'resolution-recorded',
      'resolution-corrected',
    ]);
  });

  test('waits with half a statement, and is superseded by the whole one', async () => {
    const of = await leads.send();
    await saysAndDies(of, null, null);
    const nothing = { contactMade: true, contactOn: null, resolution: null, comments: null };
    await office.returns.save({
      ...{ id: newId(), reportId: of.reportId, rowId: of.rowId, said: nothing, seenRevision: null },
      ...{ source: 'form', actor: 'assister', at: office.service.now(), today: today() },
    });
    await office.service.followers.run();
    expect((await statements(of)).map(([, , , outcome]) => outcome)).toEqual(['incomplete', 'incomplete']);
    expect(await typesOf(of)).toEqual([]);
    await saysAndDies(of, of.from, null);
    await says(of, of.from, 'eligible-ma');
    expect((await statements(of)).map(([, , , outcome]) => outcome)).toEqual([
      ...['incomplete', 'incomplete', 'superseded', 'applied'],
    ]);
  });

  test('is noted as known where the referral says the same, and with the reason where it is not possible', async () => {
    const of = await leads.send();
    await act(of, contact(of.from));
    await act(of, { kind: 'resolution', resolution: 'eligible-ma' });
    const before = await typesOf(of);
    await says(of, of.from, 'eligible-ma', 'Said again');
    await says(of, of.from, 'contact-made-appointment-scheduled');
    expect((await statements(of)).slice(-2).map(([, , , outcome]) => outcome)).toEqual([
      'known',
      'referral-closed',
    ]);
    expect(await typesOf(of)).toEqual(before);
    expect(await office.prisma.act.count({ where: { referralId: of.referralId, kind: 'report' } })).toBe(0);
  });
});

describe('both places', () => {
  test('a day that the link says after the report holds, and what the report said besides is still applied', async () => {
    const of = await leads.send();
    const [first, later] = [of.from, plusDays(of.from, 1)];
    await saysAndDies(of, later, 'eligible-ma', 'From the workbook');
    await act(of, contact(first), undefined, false);
    expect(await statements(of)).toEqual([
      ['workbook', later, 'eligible-ma', null],
      ['link', first, 'eligible-ma', null],
    ]);
    await office.service.followers.run();
    // The older one cannot overtake the later answer: nothing has to be said to a referral twice.
    expect(await statements(of)).toEqual([
      ['workbook', later, 'eligible-ma', 'superseded'],
      ['link', first, 'eligible-ma', 'applied'],
    ]);
    const said = (await typesOf(of)).filter((type) => !type.startsWith('milestone'));
    expect(said).toEqual(['contact-made', 'resolution-recorded']);
    expect(await row(of)).toEqual({ ...reached(first, 'eligible-ma', 'From the workbook'), complete: true });
  });

  test('a contact leaves nothing of a report that said the consumer was never reached', async () => {
    const of = await leads.send();
    await saysAndDies(of, null, 'unable-to-contact');
    await act(of, contact(of.from));
    expect(await row(of)).toEqual({ ...reached(of.from, null), complete: false });
    expect(await statements(of)).toEqual([
      ['workbook', null, 'unable-to-contact', 'superseded'],
      ['link', of.from, null, 'known'],
    ]);
  });

  test('at once, in both orders: nobody waits for the other for ever, and both come to say the same', async () => {
    const { all, from } = await leads.send(12);
    await Promise.all(
      all.flatMap((of, n) => {
        const byLink = () => act(of, contact(from), undefined, false);
        const byReport = async (): Promise<void> => {
          await saysAndDies(of, plusDays(from, 1), n % 3 === 0 ? null : 'eligible-ma');
          await applierOf(office).applyNext(of.reportId, office.service.now());
        };
        // An act of somebody who was faster is a plain refusal.
        const both = n % 2 === 0 ? [byLink(), byReport()] : [byReport(), byLink()];
        return both.map((one) =>
          one.catch((error: unknown) => expect(error).toMatchObject({ code: expect.any(String) })),
        );
      }),
    );
    await office.service.followers.run();
    for (const of of all) {
      const said = await row(of);
      const { contactMadeOn, resolution } = await referral(of);
      expect(contactMadeOn?.toISOString().slice(0, 10)).toBe(said.contactOn);
      expect(resolution).toBe(said.resolution);
      expect((await statements(of)).filter(([, , , outcome]) => outcome === null)).toEqual([]);
    }
  });
});

describe('a large return', () => {
  test('goes on where it stopped: what is applied stays applied, and one bad row does not stop the others', async () => {
    const { all, from, reportId } = await leads.send(450);
    const bad = all[5]?.referralId ?? '';
    await office.prisma.referral.update({ where: { id: bad }, data: { version: 99 } });
    const at = office.service.now();
    await office.prisma.$transaction((tx) =>
      recordStatements(tx, {
        ...{ reportId, source: 'workbook', returnId: null, at },
        statements: all.map(({ rowId }) => ({
          ...{ id: newId(), rowId, statement: reached(from, 'eligible-ma'), complete: true, outcome: null },
        })),
      }),
    );
    const first = await applierOf(office).applyNext(reportId, at);
    expect(first?.moved.length).toBeGreaterThanOrEqual(199);
    const unapplied = () => office.prisma.reportStatement.count({ where: { reportId, appliedAt: null } });
    expect(await unapplied()).toBe(250);
    await office.service.followers.advance({ kind: 'report', subjectId: reportId });
    expect(await unapplied()).toBe(0);
    const outcomes = await office.prisma.reportStatement.groupBy({
      by: ['outcome'],
      where: { reportId },
      _count: true,
    });
    expect(outcomes.map(({ outcome, _count }) => `${outcome} ${_count}`).sort()).toEqual([
      'applied 449',
      'failed 1',
    ]);
    const resolved = { id: { in: all.map(({ referralId }) => referralId) }, status: 'resolved' };
    expect(await office.prisma.referral.count({ where: resolved })).toBe(449);
    expect(await applierOf(office).applyNext(reportId, at)).toBeNull();
  });
});
