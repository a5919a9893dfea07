import { renderAcceptancePage } from '../../../../src/api/referral/page/view/acceptance';
import { renderAssignmentPage } from '../../../../src/api/referral/page/view/page';
import { renderAssignmentOverPage } from '../../../../src/api/referral/page/view/assignment-over';
import { localDate } from '../../../../src/domain/time';
import { ASSIGNMENT_ENDS } from '../../../../src/domain/vocabulary';
import { named, visibleFields, visibleText } from '../../support/markup';
import { acceptanceView, assignmentView, pausedView } from '../../support/page-views';
import { RESOLUTIONS_WITHOUT_CONTACT } from '../../../support/minnesota-terms';

describe('before it is accepted', () => {
  const html = renderAcceptancePage(acceptanceView());

  test('there are two forms, to accept and to decline, and nothing is chosen in advance', () => {
    expect(named(html, 'form').map(({ attributes }) => attributes['action'])).toEqual([
      '/accept',
      '/decline',
    ]);
    expect(visibleFields(html).filter(({ attributes }) => 'checked' in attributes)).toEqual([]);
    expect(visibleText(html)).toContain('Yes, we accept this referral');
  });

  test('it says what help, where, in which language and until when', () => {
    const text = visibleText(html);
    for (const words of [
      'Accept it by Wednesday, November 25, 2026, 10:00 a.m. CST',
      'Contact the consumer by Monday, November 30, 2026, 5:00 p.m. CST',
      'Help with choosing a plan; Help with sending documents',
      'Cook County',
      'Somali',
    ]) {
      expect(text).toContain(words);
    }
  });

  test('a decline that came back stands open with what was typed', () => {
    const view = acceptanceView();
    const returned = renderAcceptancePage({
      ...view,
      decline: {
        ...view.decline,
        values: { comments: 'Typed this' },
        errors: [{ field: 'reason', message: 'Choose a reason.' }],
      },
    });
    expect(returned).toContain('<title>Error: Can you take this referral?');
    expect(returned).toContain('Typed this');
    const open = named(returned, 'details').map(({ attributes }) => 'open' in attributes);
    expect(open).toEqual([false, true]);
  });
});

describe('attempts', () => {
  const days = ['2026-11-23', '2026-11-24', '2026-11-25'].map(localDate);
  const pageWith = (made: number, choices = RESOLUTIONS_WITHOUT_CONTACT) => {
    const view = assignmentView();
    const { resolution } = view.forms;
    return visibleText(
      renderAssignmentPage({
        ...view,
        attempts: { count: made, days: made, latest: days.slice(0, made), needed: 3 },
        forms: { ...view.forms, resolution: resolution && { ...resolution, choices } },
      }),
    );
  };
  const notYet = RESOLUTIONS_WITHOUT_CONTACT.filter((resolution) => resolution !== 'unable-to-contact');

  test('none yet: no list, and what is needed', () => {
    const text = pageWith(0, notYet);
    expect(text).not.toContain('attempts before');
    expect(text).toContain(
      '“Unable to contact” is possible after attempts on 3 different days; you have recorded none yet.',
    );
  });

  test('two of three: both with their dates, and why it is not possible yet', () => {
    const text = pageWith(2, notYet);
    expect(text).toContain(
      'You have recorded attempts on 2 of 3 days before “Unable to contact” is possible:',
    );
    expect(text).toContain('Monday, November 23, 2026 Tuesday, November 24, 2026');
    expect(text).toContain('you have recorded them on 2 days.');
  });

  test('enough: it is possible, and nothing says otherwise', () => {
    const text = pageWith(3);
    expect(text).toContain('You have recorded 3 attempts. “Unable to contact” is possible now');
    expect(text).not.toContain('is possible after');
  });

  test('three on one day count as one day', () => {
    const view = assignmentView();
    const attempts = { count: 3, days: 1, latest: days.map(() => localDate('2026-11-23')), needed: 3 };
    const text = visibleText(renderAssignmentPage({ ...view, attempts }));
    expect(text).toContain(
      'You have recorded attempts on 1 of 3 days before “Unable to contact” is possible:',
    );
  });

  test('of very many, the latest, under their own numbers', () => {
    const attempts = { count: 12, days: 12, latest: days, needed: 3 };
    const html = renderAssignmentPage({ ...assignmentView(), attempts });
    expect(visibleText(html)).toContain('You have recorded 12 attempts.');
    expect(named(html, 'ol').map(({ attributes }) => attributes['start'])).toContain('10');
  });
});

describe('paused, after a change by the exchange', () => {
  const text = visibleText(renderAssignmentPage(pausedView()));

  test('the box says since when it waits and what that means; the form to go on stands open', () => {
    expect(text).toContain('Paused was due Tuesday, December 8, 2026, 5:00 p.m. CST');
    expect(text).toContain('Waiting for the consumer since Wednesday, November 25, 2026, 10:00 a.m. CST.');
    expect(text).toContain('Next step: You are waiting for the consumer');
    const html = renderAssignmentPage(pausedView());
    const open = html.match(/<details class="al-act" open[^>]*>[\s\S]*?<\/details>/g) ?? [];
    expect(open).toHaveLength(1);
    expect(open[0]).toContain('id="resume-form"');
  });

  test('what was kept late says by how much', () => {
    expect(text).toContain('Late by 3 business hours');
  });

  test('the change is announced with its day and its parts', () => {
    expect(text).toContain('Changed by the exchange on Wednesday, November 25, 2026, 10:00 a.m. CST:');
    expect(text).toContain('the address, the account’s status. This page shows the latest.');
  });
});

test.each<[number, string]>([
  [0, 'Overdue by less than 1 business hour so far'],
  [60, 'Overdue by 1 business hour so far'],
  [599, 'Overdue by 9 business hours so far'],
])('%i business minutes overdue', (lateBy, words) => {
  const view = assignmentView();
  const milestones = view.milestones.map((milestone) => ({
    ...milestone,
    state: 'breached' as const,
    lateBy,
  }));
  expect(visibleText(renderAssignmentPage({ ...view, milestones }))).toContain(words);
});

test.each(ASSIGNMENT_ENDS)('over because it was %s: says so and why', (reason) => {
  const text = visibleText(
    renderAssignmentOverPage({
      ...assignmentView(),
      ...{ notice: null, reason, endedAt: null, resolution: null, why: 'The referral was sent twice' },
    }),
  );
  expect(text).toContain('Reason: The referral was sent twice');
  expect(text).toContain('we no longer show their information here');
});
