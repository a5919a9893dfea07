import { DomainError } from '../../src/domain/errors';
import { localDate } from '../../src/domain/time';
import type { Resolution } from '../../src/domain/vocabulary';
import { formatDate } from '../../src/domain/wording';
import { eventually } from './support/eventually';
import { install, type Installation } from './support/installation';
import { race, typesOf as typesIn, type Act } from './support/race';
import { contradictions } from './support/records';
import { tellerBeside, type TellerBeside } from './support/report-teller';
import { addReport, reached, rowOf, say, statementsOf, type SampleReport } from './support/reports';
import { dateFields, sampleOrganization } from './support/samples';
import { sendReferral, type SentReferral } from './support/sent-referral';

/** One consumer in two places, the referral's own page and its report: what is said in either becomes true in both. */

let site: Installation;
let beside: TellerBeside;
beforeAll(async () => {
  site = await install();
  beside = tellerBeside(site);
  await site.crm.createOrganization(sampleOrganization('St. Louis', { capacity: 1000 }));
});
afterAll(async () => {
  await beside.close();
  await site.stop();
});

const [TODAY, YESTERDAY] = [dayOf(0), dayOf(-1)];

function dayOf(offset: number): string {
  const { year, month, day } = dateFields(offset);
  return `${year}-${month}-${day}`;
}

interface Reported extends SentReferral {
  readonly assignmentId: string;
  readonly report: SampleReport;
  readonly rowId: string;
}

async function reported(): Promise<Reported> {
  const sent = await sendReferral(site, 'St. Louis');
  const { assignment } = await site.crm.referral(sent.id);
  const assignmentId = assignment?.id ?? '';
  const report = await addReport(beside.prisma, [assignmentId]);
  return { ...sent, assignmentId, report, rowId: report.rowOf(assignmentId) };
}

const contactByLink = ({ assister, page }: Reported, offset = 0) =>
  assister.submit(page, 'contact', { outcome: 'reached', ...dateFields(offset) });
const says = (
  { report, rowId }: Reported,
  on: string | null,
  resolution: Resolution | null,
  comments?: string,
) => say(beside.prisma, report, rowId, reached(on, resolution, comments));
const tell = ({ report }: Reported, limit = 500) => beside.teller.tell(report.id, limit, () => undefined);
const row = ({ rowId }: Reported) => rowOf(beside.prisma, rowId);
const statements = ({ rowId }: Reported) => statementsOf(beside.prisma, rowId);
const typesOf = async ({ id }: Reported) => (await site.crm.events(id)).map(({ type }) => type);

test('what is answered by the link stands in the report, and the last answer completes it', async () => {
  const of = await reported();
  await contactByLink(of);
  expect(await row(of)).toEqual({ ...reached(TODAY, null), complete: false });
  const again = await of.assister.open(of.link);
  const comments = 'Signed up on the spot';
  await of.assister.submit(again, 'resolution', { resolution: 'enrolled-qhp', comments });
  expect(await row(of)).toEqual({ ...reached(TODAY, 'enrolled-qhp', comments), complete: true });
  expect(await tell(of)).toEqual({ told: 0, left: 0 });
  const report = await beside.prisma.report.findUniqueOrThrow({ where: { id: of.report.id } });
  expect(report).toMatchObject({ state: 'complete', missing: 0 });
});

test('what a coordinator records for the organization stands there as well', async () => {
  const of = await reported();
  const recorded = await site.crm.post(`/referrals/${of.id}/resolution`, {
    ...{ resolution: 'no-longer-needs-assistance', comments: 'Rang to say so' },
  });
  expect(recorded.status).toBe(200);
  expect(await row(of)).toEqual({
    ...reached(null, 'no-longer-needs-assistance', 'Rang to say so'),
    complete: true,
  });
});

test('what the report says ends the referral, with its words', async () => {
  const of = await reported();
  const id = await says(of, YESTERDAY, 'eligible-ma', 'Has the card now');
  const beats: number[] = [];
  expect(await beside.teller.tell(of.report.id, 500, (told) => beats.push(told))).toEqual({
    told: 1,
    left: 0,
  });
  expect(beats).toEqual([1]);
  const referral = await site.crm.referral(of.id);
  expect(referral).toMatchObject({
    status: 'resolved',
    contact: { madeOn: YESTERDAY },
    resolution: { resolution: 'eligible-ma', comments: 'Has the card now', interim: false },
  });
  expect(referral.assignment?.milestones.map(({ name, state }) => [name, state])).toEqual([
    ['contact', 'met'],
    ['appointment', 'met'],
  ]);
  const events = await site.crm.events(of.id);
  const acts = events.filter(({ actId }) => actId === id);
  expect(acts.map(({ type }) => type)).toEqual([
    ...['contact-made', 'milestone-met', 'milestone-met', 'resolution-recorded'],
  ]);
  expect(await statements(of)).toEqual([['workbook', YESTERDAY, 'eligible-ma', 'told']]);
});

test('a report after the link: it is corrected, also when the referral has ended meanwhile', async () => {
  const of = await reported();
  await contactByLink(of);
  await says(of, YESTERDAY, null);
  await tell(of);
  expect(await site.crm.referral(of.id)).toMatchObject({ contact: { madeOn: YESTERDAY } });
  const page = await of.assister.open(of.link);
  expect(page.text).toContain(`Contact corrected: consumer reached on ${formatDate(localDate(YESTERDAY))}`);
  await of.assister.submit(page, 'resolution', { resolution: 'eligible-ma' });
  await says(of, YESTERDAY, 'enrolled-qhp');
  await tell(of);
  expect(await site.crm.referral(of.id)).toMatchObject({
    ...{ status: 'resolved', contact: { madeOn: YESTERDAY } },
    resolution: { resolution: 'enrolled-qhp' },
  });
  expect(await statements(of)).toEqual([
    ['link', TODAY, null, 'known'],
    ['workbook', YESTERDAY, null, 'told'],
    ['link', YESTERDAY, 'eligible-ma', 'known'],
    ['workbook', YESTERDAY, 'enrolled-qhp', 'told'],
  ]);
  expect((await typesOf(of)).slice(-3)).toEqual([
    ...['milestone-met', 'resolution-recorded', 'resolution-corrected'],
  ]);
});

test('a link after the report that nobody was told of yet: the link’s day holds, and the rest is told', async () => {
  const of = await reported();
  await says(of, YESTERDAY, 'eligible-ma', 'From the workbook');
  await contactByLink(of);
  expect(await tell(of)).toMatchObject({ left: 0 });
  expect(await statements(of)).toEqual([
    ['workbook', YESTERDAY, 'eligible-ma', 'superseded'],
    ['link', TODAY, 'eligible-ma', 'told'],
  ]);
  expect(await site.crm.referral(of.id)).toMatchObject({
    ...{ status: 'resolved', contact: { madeOn: TODAY } },
    resolution: { resolution: 'eligible-ma', comments: 'From the workbook' },
  });
});

test('a half statement brings its contact; one that says nothing yet waits', async () => {
  const of = await reported();
  const nothing = { ...reached(null, null), contactMade: true };
  await say(beside.prisma, of.report, of.rowId, nothing, 'form');
  expect(await tell(of)).toEqual({ told: 0, left: 0 });
  await says(of, TODAY, null);
  expect(await tell(of)).toEqual({ told: 2, left: 0 });
  expect(await typesOf(of)).toContain('contact-made');
  expect((await statements(of)).map(([, , , outcome]) => outcome)).toEqual(['superseded', 'told']);
});

test('what is known already wakes no workflow; what cannot be is noted with the reason', async () => {
  const of = await reported();
  await contactByLink(of);
  await of.assister.submit(await of.assister.open(of.link), 'resolution', { resolution: 'eligible-ma' });
  const before = await typesOf(of);
  await says(of, TODAY, 'eligible-ma', 'Said again');
  await tell(of);
  await says(of, TODAY, 'contact-made-appointment-scheduled');
  await tell(of);
  expect((await statements(of)).slice(-2).map(([, , , outcome]) => outcome)).toEqual([
    ...['told', 'referral-closed'],
  ]);
  expect(await typesOf(of)).toEqual(before);
  const stored = await site.db.query("SELECT 1 FROM acts WHERE referral_id = $1 AND kind = 'report'", [
    of.id,
  ]);
  expect(stored.rows).toHaveLength(1);
});

test('an assignment that is over: its row is complete, and what is said of it changes the report alone', async () => {
  const of = await reported();
  await of.assister.submit(of.page, 'decline', { reason: 'language' });
  await eventually('the row', async () => (await row(of)).complete);
  const before = (await typesOf(of)).filter((type) => type.startsWith('contact'));
  await says(of, TODAY, 'eligible-ma');
  expect(await tell(of)).toMatchObject({ left: 0 });
  expect(await statements(of)).toEqual([['workbook', TODAY, 'eligible-ma', 'over']]);
  expect((await typesOf(of)).filter((type) => type.startsWith('contact'))).toEqual(before);
});

test('while Temporal does not answer nothing is lost: the same statement is told once it does', async () => {
  const of = await reported();
  const id = await says(of, TODAY, 'eligible-ma');
  site.wayToTemporal.swallow();
  await expect(tell(of)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await statements(of)).toEqual([['workbook', TODAY, 'eligible-ma', null]]);
  site.wayToTemporal.pass();
  await eventually(
    'the telling',
    () => tell(of).catch(() => ({ left: -1 })),
    ({ left }) => left === 0,
  );
  const events = await site.crm.events(of.id);
  expect(events.filter(({ actId, type }) => actId === id && type === 'resolution-recorded')).toHaveLength(1);
  expect(await statements(of)).toEqual([['workbook', TODAY, 'eligible-ma', 'told']]);
});

test('both wait for a worker: a day that the link says later holds; after the report the link is told', async () => {
  const all = [await reported(), await reported()];
  for (const of of all) await says(of, YESTERDAY, 'eligible-ma');
  const byReport: Act<Reported> = async (of) => {
    try {
      await tell(of);
      return { status: 200 };
    } catch (error) {
      return { status: error instanceof DomainError ? 503 : 500 };
    }
  };
  const outcomes = await race(site, all, (of) => contactByLink(of), byReport);
  expect(outcomes.map(({ link, coordinator }) => [link, coordinator])).toEqual([
    [200, 200],
    [409, 200],
  ]);
  for (const of of all) expect(await tell(of)).toMatchObject({ left: 0 });
  const ends = await Promise.all(all.map(async (of) => typesIn(await site.crm.events(of.id))));
  expect(ends).toEqual([
    // The report was on its way when the link's day was recorded: told once more, that day holds.
    ['received', 'opened', 'contact-made', 'contact-corrected', 'resolution-recorded', 'contact-corrected'],
    ['received', 'opened', 'contact-made', 'resolution-recorded'],
  ]);
  const days = await Promise.all(all.map(async ({ id }) => (await site.crm.referral(id)).contact?.madeOn));
  expect(days).toEqual([TODAY, YESTERDAY]);
  expect((await Promise.all(all.map(row))).map(({ contactOn }) => contactOn)).toEqual(days);
});

test('both places at once: both stay in the history, and both come to say the same', async () => {
  const all = await Promise.all(Array.from({ length: 6 }, reported));
  await Promise.all(
    all.flatMap((of, n) => {
      const byReport = async (): Promise<void> => {
        await says(of, YESTERDAY, n % 3 === 0 ? null : 'eligible-ma');
        await tell(of);
      };
      return n % 2 === 0 ? [contactByLink(of), byReport()] : [byReport(), contactByLink(of)];
    }),
  );
  for (const of of all) {
    await tell(of);
    const said = await row(of);
    const referral = await site.crm.referral(of.id);
    expect(referral.contact?.madeOn).toBe(said.contactOn);
    expect(referral.resolution?.resolution ?? null).toBe(said.resolution);
    const sources = (await statements(of)).map(([source]) => source);
    expect(sources).toContain('workbook');
    expect((await statements(of)).filter(([, , , outcome]) => outcome === null)).toEqual([]);
  }
});

test('nothing contradicts itself, and no log holds what is personal', async () => {
  expect(await contradictions(site.db)).toEqual([]);
  expect(site.leakedIntoLogs()).toEqual([]);
});
