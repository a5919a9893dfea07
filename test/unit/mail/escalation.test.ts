import { ESCALATION_REASONS } from '../../../src/domain/vocabulary';
import { escalationMail } from '../support/mails';
import { plain } from '../support/page-views';

test('names the reason, the organization, the deadlines, the referral and the way to close it', () => {
  const { subject, text } = escalationMail();
  expect(subject).toBe('Needs you: Contact deadline missed (Helpful Navigators, Cook County, Navigator)');
  expect(text).toContain('Missed deadline: Monday, November 30, 2026, 5:00 p.m. CST');
  expect(text).toContain('Please act by: Tuesday, December 1, 2026, 5:00 p.m. CST');
  expect(text).toContain('- referral-019ab1f2-0000-7000-8000-000000000001\n');
  expect(text).toContain('/api/v1/escalations/019ab1f2-0000-7000-8000-000000000009/resolve');
});

test('a gap in coverage has no organization and no missed deadline, and counts its referrals', () => {
  const { subject, text } = escalationMail(plain, {
    reason: 'no-eligible-organization',
    organizationName: null,
    missedDeadlineAt: null,
    cause: null,
    referralIds: ['one', 'two'],
  });
  expect(subject).toBe('Needs you: No organization can take this referral (Cook County, Navigator)');
  expect(text).not.toMatch(/^(Organization|Missed deadline):/m);
  expect(text).toContain('The 2 referrals\n');
  expect(text).toContain('- referral-one\n- referral-two\n');
});

test('what it does not concern is left out, brackets and all', () => {
  const { subject } = escalationMail(plain, { county: null, assisterType: null, organizationName: null });
  expect(subject).toBe('Needs you: Contact deadline missed');
});

test.each(ESCALATION_REASONS)('%s comes with something to do', (reason) => {
  expect(escalationMail(plain, { reason }).text).toMatch(/What to do next\n-+\n\n- \w/);
});
