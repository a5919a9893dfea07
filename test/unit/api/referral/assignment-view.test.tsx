import { renderAssignmentPage } from '../../../../src/api/referral/page/view/page';
import { BUSY_NOTICE, recordedNotice } from '../../../../src/api/pages/notices';
import type { AssignmentView } from '../../../../src/api/pages/view-models';
import { instant, localDate } from '../../../../src/domain/time';
import { named, tags, visibleFields, visibleText } from '../../support/markup';
import { assignmentView, contactedView } from '../../support/page-views';

const page = (view: AssignmentView) => visibleText(renderAssignmentPage(view));

test('shows how to reach the consumer', () => {
  const html = renderAssignmentPage(assignmentView());
  expect(html).toContain('href="tel:+16515550123"');
  expect(html).toContain('href="mailto:consumer@example.org"');
  const text = visibleText(html);
  expect(text).toContain('Name Sample Consumer');
  expect(text).toContain('(651) 555-0123');
  expect(text).toContain('Prefers Text message');
  expect(text).toContain('Language Somali');
  expect(text).toContain('Best time to contact weekdays after 4 pm');
  expect(text).toContain('12 Elm St Apt 7 Duluth, MN 55802 St. Louis County');
});

test('a mail address cannot add to the mail that a press on it starts', () => {
  const view = assignmentView();
  const consumer = { ...view.lead.consumer, email: 'a@example.org?bcc=b@example.net' };
  const html = renderAssignmentPage({ ...view, lead: { ...view.lead, consumer } });
  expect(html).toContain('href="mailto:a@example.org%3Fbcc%3Db%40example.net"');
});

test('says what was not given', () => {
  const view = assignmentView();
  const { firstName, lastName, preferredLanguage } = view.lead.consumer;
  const text = page({
    ...view,
    lead: { ...view.lead, consumer: { firstName, lastName, preferredLanguage } },
  });
  expect(text).toContain('Phone None given Email None given Prefers No preference given');
  expect(text).toContain('Best time to contact Any time');
});

test('shows the six answers in the program’s order', () => {
  expect(page(assignmentView())).toContain(
    'Does the consumer have an active account? Yes ' +
      'Does the consumer have an active application? Yes, submitted on Friday, November 20, 2026 ' +
      'What is the household’s current determination(s)? Qualified health plan (QHP); Medical Assistance (MA) ' +
      'Why is the consumer seeking help from an assister? Wants help comparing plans ' +
      'What guidance was the consumer provided? Told when open enrollment ends ' +
      'Did the consumer consent to have their information sent to an assister? Yes, on Monday, November 23, 2026',
  );
});

test('shows both deadlines with their state and proof', () => {
  const text = page(assignmentView());
  expect(text).toContain(
    'Contact the consumer On time due Monday, November 30, 2026, 5:00 p.m. CST Why this date Due',
  );
  expect(text).toContain('Thursday, November 26 (Thanksgiving Day)');
  expect(text).toContain(
    'Hold the appointment On time due Tuesday, December 8, 2026, 5:00 p.m. CST Why this date Due',
  );
});

test('puts a token and the act’s own id into each form, and nothing in advance into any field', () => {
  const html = renderAssignmentPage(contactedView());
  const forms = named(html, 'form').map(({ attributes }) => [attributes['method'], attributes['action']]);
  expect(forms).toEqual([
    ['post', '/contact'],
    ['post', '/appointment'],
    ['post', '/pause'],
    ['post', '/resolution'],
    ['post', '/decline'],
  ]);
  const hidden = named(html, 'input').filter(({ attributes }) => attributes['type'] === 'hidden');
  expect(hidden.map(({ attributes }) => [attributes['name'], attributes['value']])).toEqual([
    ['token', 'page-token'],
    ['actId', 'act-/contact'],
    ['token', 'page-token'],
    ['actId', 'act-/appointment'],
    ['token', 'page-token'],
    ['actId', 'act-/pause'],
    ['token', 'page-token'],
    ['actId', 'act-/resolution'],
    ['token', 'page-token'],
    ['actId', 'act-/decline'],
  ]);
  expect(visibleFields(html).filter(({ attributes }) => 'checked' in attributes)).toEqual([]);
  expect(named(html, 'option').filter(({ attributes }) => 'selected' in attributes)).toEqual([]);
});

test('offers the nine resolutions in the program’s words and order', () => {
  const text = page(contactedView());
  expect(text).toContain(
    'What happened to this referral? Eligible for MA Eligible for MinnesotaCare Enrolled in QHP ' +
      'Eligible for QHP no enrollment No longer needs assistance Referred to another certified assister ' +
      'Unable to contact Assisted with technical issue only Contact made appointment scheduled',
  );
  expect(text).not.toContain('only some answers are possible');
});

test('offers three resolutions without contact, and says why', () => {
  const html = renderAssignmentPage(assignmentView());
  const offered = named(html, 'input').filter(({ attributes }) => attributes['name'] === 'resolution');
  expect(offered.map(({ attributes }) => attributes['value'])).toEqual([
    'no-longer-needs-assistance',
    'referred-to-other-assister',
    'unable-to-contact',
  ]);
  expect(visibleText(html)).toContain('only some answers are possible');
});

test('shows no form for what is not possible', () => {
  const none = {
    ...{ contact: null, appointment: null, pause: null, resume: null },
    ...{ resolution: null, decline: null },
  };
  expect(named(renderAssignmentPage({ ...assignmentView(), forms: none }), 'form')).toEqual([]);
});

test('keeps what was typed, opens that form alone, and leads from the summary to each field', () => {
  const view = contactedView();
  const decline = {
    action: '/decline',
    actId: 'same-act',
    values: { reason: 'wrong-area', comments: 'two\nlines' },
    errors: [{ field: 'comments', message: 'Shorten your comments' } as const],
  };
  const html = renderAssignmentPage({ ...view, forms: { ...view.forms, decline } });
  expect(named(html, 'a').map(({ attributes }) => attributes['href'])).toContain('#decline-comments');
  expect(html).toContain('two\nlines</textarea>');
  const chosen = named(html, 'input').filter(({ attributes }) => 'checked' in attributes);
  expect(chosen.map(({ attributes }) => attributes['value'])).toEqual(['wrong-area']);
  expect(openActs(html)).toEqual(['We cannot take this referral']);
  const comments = named(html, 'textarea').find(({ attributes }) => attributes['id'] === 'decline-comments');
  expect(comments?.attributes).toMatchObject({
    'aria-invalid': 'true',
    'aria-describedby': 'decline-comments-hint decline-comments-error',
  });
});

test('a date that came back wrong leads to its month, and keeps its parts', () => {
  const view = assignmentView();
  const contact = {
    ...{ action: '/contact', actId: 'same-act' },
    values: { outcome: 'reached', month: '2', day: '31', year: '2026' },
    errors: [{ field: 'date', message: 'Enter a date that exists' } as const],
  };
  const html = renderAssignmentPage({ ...view, forms: { ...view.forms, contact } });
  expect(html).toContain('<a class="usa-link" href="#contact-month">Enter a date that exists</a>');
  const selected = named(html, 'option').filter(({ attributes }) => 'selected' in attributes);
  expect(selected.map(({ attributes }) => attributes['value'])).toEqual(['2']);
  const typed = visibleFields(html).map(({ attributes }) => attributes['value']);
  expect(typed).toEqual(expect.arrayContaining(['31', '2026']));
});

test('says on top what was recorded, or that nothing was', () => {
  const recorded = renderAssignmentPage({ ...assignmentView(), notice: recordedNotice('consumer reached') });
  expect(visibleText(recorded)).toContain('Recorded: consumer reached');
  expect(tags(recorded).filter(({ attributes }) => attributes['role'] === 'status')).toHaveLength(1);
  const busy = renderAssignmentPage({ ...assignmentView(), notice: BUSY_NOTICE });
  expect(visibleText(busy)).toContain('This is not recorded yet');
  expect(tags(busy).filter(({ attributes }) => attributes['role'] === 'alert')).toHaveLength(1);
});

describe('what comes next', () => {
  const fresh = assignmentView();
  const contacted = contactedView();
  const late = fresh.milestones.map((milestone) => ({ ...milestone, state: 'breached' as const }));

  test.each<[string, AssignmentView, string, string]>([
    ['new', fresh, 'Contact the consumer by Monday, November 30', 'I contacted the consumer'],
    [
      'tried',
      { ...fresh, contact: { made: false, on: localDate('2026-11-25') } },
      'You tried on Wednesday, November 25, 2026. Please keep trying.',
      'I contacted the consumer',
    ],
    [
      'contact overdue',
      { ...fresh, milestones: late },
      'Please contact them now',
      'I contacted the consumer',
    ],
    [
      'not on record yet',
      { ...fresh, milestones: [] },
      'Contact the consumer, then record',
      'I contacted the consumer',
    ],
    ['contacted', contacted, 'hold it by Tuesday, December 8, 2026', 'We have an appointment'],
    [
      'appointment overdue',
      { ...contacted, milestones: late },
      'Please hold it as soon as you can',
      'We have an appointment',
    ],
    [
      'agreed in time',
      { ...contacted, appointment: { at: instant('2026-12-01T16:00:00Z'), held: false, past: false } },
      'The appointment is on Tuesday, December 1, 2026, 10:00 a.m. CST. After it',
      'We have an appointment',
    ],
    [
      'agreed too late',
      { ...contacted, appointment: { at: instant('2026-12-09T06:00:00Z'), held: false, past: false } },
      'That is after the deadline, so we have told the exchange.',
      'We have an appointment',
    ],
    [
      'held',
      { ...contacted, appointment: { at: instant('2026-12-01T16:00:00Z'), held: true, past: false } },
      'Now record how the referral ended.',
      'This is how it ended',
    ],
    [
      'interim resolution',
      { ...contacted, resolution: 'contact-made-appointment-scheduled' },
      'Hold the appointment, then record how the referral ended.',
      'This is how it ended',
    ],
  ])('%s', (_name, view, words, open) => {
    const html = renderAssignmentPage(view);
    expect(visibleText(html)).toContain(words);
    expect(openActs(html)).toEqual([open]);
  });
});

function openActs(html: string): string[] {
  return [...html.matchAll(/<details class="al-act" open><summary><h3>(.*?)<\/h3>/g)].map(
    ([, title]) => title ?? '',
  );
}
