import type { CommentedEvent } from '../../../../src/api/referral/page/ports';
import { instant, localDate } from '../../../../src/domain/time';
import { visibleText } from '../../support/markup';
import { PAGE, PageVisitor } from '../support/page-visitor';
import { ASSIGNMENT_ID, sampleAssignment } from '../support/samples';

let visitor: PageVisitor;
beforeEach(async () => {
  visitor = await PageVisitor.arrive();
});
afterEach(() => visitor.server.close());

const ACT_ID = 'c0ffee00-0000-5000-8000-000000000001';

/** Attempts under the numbers from 4 on, each with a comment of its own; between them what is no entry. */
function showAttempts(count: number): void {
  const at = instant('2026-11-24T16:00:00Z');
  const base = { at, actor: 'assister', status: 'sent', assignmentId: ASSIGNMENT_ID } as const;
  const events = Array.from({ length: count }, (_, n): CommentedEvent[] => [
    {
      ...{ ...base, seq: 4 + 2 * n, type: 'contact-attempted', on: localDate('2026-11-24') },
      ...{ actId: n === 0 ? ACT_ID : null, comments: `Call ${n + 1}.` },
    },
    { ...base, seq: 5 + 2 * n, type: 'capacity-released', actId: null, comments: null },
  ]).flat();
  visitor.world.assignments.set(ASSIGNMENT_ID, sampleAssignment({ events }));
}

const callsOf = (html: string) => [...html.matchAll(/“Call (\d+)\.”/g)].map(([, n]) => Number(n));
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => first + n);
/** Where the history's own links lead, by their words. */
const linksOf = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<a class="usa-link" href="([^"]*#history)">([^<]*)<\/a>/g)].map(
      ([, href = '', text = '']) => [text, href.replaceAll('&amp;', '&')],
    ),
  );

test('a history of 30 entries is shown whole, without links', async () => {
  showAttempts(30);
  const { text } = await visitor.get();
  expect(callsOf(text)).toEqual(from(1, 30));
  expect(linksOf(text)).toEqual({});
  expect(visibleText(text)).not.toContain('entries are shown');
});

test('of a longer one the latest 30 in reading order, and all behind a link', async () => {
  showAttempts(500);
  const { text } = await visitor.get();
  expect(callsOf(text)).toEqual(from(471, 500));
  expect(visibleText(text)).toContain('30 of 500 entries are shown here, oldest first.');
  expect(visibleText(text)).toContain('You have recorded attempts on 1 of 3 days before');
  expect(linksOf(text)).toEqual({ 'Show all 500 entries': `${PAGE}?history=all#history` });

  const all = await visitor.get(`${PAGE}?history=all`);
  expect(callsOf(all.text)).toEqual(from(1, 500));
  expect(linksOf(all.text)).toEqual({ 'Show only the latest entries': `${PAGE}#history` });
});

test('no page grows without end: what is older than 500 entries has pages of its own', async () => {
  showAttempts(730);
  expect(linksOf((await visitor.get()).text)).toEqual({ 'Show more entries': `${PAGE}?history=all#history` });

  const many = (await visitor.get(`${PAGE}?history=all`)).text;
  expect(callsOf(many)).toEqual(from(231, 730));
  const earlier = linksOf(many)['Show earlier entries'];
  // Call 231 is the event of number 4 + 2 * 230.
  expect(earlier).toBe(`${PAGE}?history=all&before=464#history`);

  const first = (await visitor.get(earlier?.replace('#history', ''))).text;
  expect(callsOf(first)).toEqual(from(1, 230));
  expect(linksOf(first)).toEqual({ 'Show only the latest entries': `${PAGE}#history` });
});

test('an act is confirmed wherever it stands in the history', async () => {
  showAttempts(100);
  const { text } = await visitor.get(`${PAGE}?recorded=${ACT_ID}`);
  expect(callsOf(text)).toEqual(from(71, 100));
  expect(text).toContain('Recorded: consumer not reached on Tuesday, November 24, 2026');
});

test.each(['before=-1', 'before=9999999999', 'before=x', 'before=4&before=5', 'before[]=4'])(
  'a changed address (%s) shows the latest entries',
  async (changed) => {
    showAttempts(40);
    const page = await visitor.get(`${PAGE}?history=all&${changed}`);
    expect(page.status).toBe(200);
    expect(callsOf(page.text)).toEqual(from(1, 40));
  },
);

test('a report that says several things at once stands in the history with its words once', async () => {
  const at = instant('2026-11-24T16:00:00Z');
  const said = { at, actor: 'assister', status: 'contacted', assignmentId: ASSIGNMENT_ID } as const;
  const words = { actId: ACT_ID, comments: 'Call 1.' };
  const events: CommentedEvent[] = [
    { ...said, ...words, seq: 4, type: 'contact-corrected', on: localDate('2026-11-23') },
    {
      ...{ ...said, ...words, seq: 5, type: 'milestone-met', milestone: 'contact', state: 'met' },
      ...{ metOn: localDate('2026-11-23'), metAt: instant('2026-11-24T06:00:00Z') },
    },
    {
      ...{ ...said, ...words, seq: 6, type: 'resolution-recorded', interim: true },
      resolution: 'contact-made-appointment-scheduled',
    },
    { ...said, ...words, actId: null, seq: 7, type: 'contact-corrected', on: null },
  ];
  visitor.world.assignments.set(ASSIGNMENT_ID, sampleAssignment({ events }));
  const { text } = await visitor.get();
  const shown = visibleText(text);
  expect(shown).toContain('Contact corrected: consumer reached on Monday, November 23, 2026');
  expect(shown).toContain('Contact corrected: the consumer was not reached');
  // Of the report, and of what came by no act.
  expect(callsOf(text)).toEqual([1, 1]);
});
