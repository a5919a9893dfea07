import { renderAssignmentOverPage } from '../../../src/api/referral/page/view/assignment-over';
import { renderOverMail } from '../../../src/mail/over';
import { visibleText } from '../support/markup';
import { pageView, plain } from '../support/page-views';

test.each([
  ['withdrawn', 'Withdrawn: referral in St. Louis County', 'The exchange has taken this referral back.'],
  ['reassigned', 'No longer with you: referral in St. Louis County', 'We gave it to another organization.'],
] as const)('%s: the mail says what the page says, and nothing about why', (notice, subject, sentence) => {
  const reference = '019ab1f2-0000-7000-8000-000000000001';
  const mail = renderOverMail({ ...pageView(plain), reference, county: 'St. Louis', notice });
  const page = renderAssignmentOverPage({
    ...pageView(plain),
    ...{ notice: null, reference, reason: notice, endedAt: null, why: null, resolution: null },
  });
  expect(mail.subject).toBe(subject);
  for (const text of [mail.text, visibleText(mail.html), visibleText(page)]) expect(text).toContain(sentence);
  // A referral that was sent twice, or by mistake, says nothing about who still needs help.
  expect(mail.text).not.toMatch(/need your help/);
});
