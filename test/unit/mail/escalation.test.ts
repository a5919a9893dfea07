import { ESCALATION_KINDS } from '../../../src/domain/escalation/table';
import { instant } from '../../../src/domain/time';
import { escalationMail, LINK } from '../support/mails';
import { plain } from '../support/page-views';

test('names the reason, the organization, the deadlines, the referral, the owner and the link that acts', () => {
  const { subject, text } = escalationMail();
  expect(subject).toBe('Needs you: Contact deadline missed (Helpful Navigators, Cook County, Navigator)');
  expect(text).toContain('Missed deadline: Monday, November 30, 2026, 5:00 p.m. CST');
  expect(text).toContain('Please act by: Tuesday, December 1, 2026, 5:00 p.m. CST');
  expect(text).toContain('- referral-019ab1f2-0000-7000-8000-000000000001\n');
  expect(text).toContain('Owner: spoc@example.org');
  expect(text.split('\n')).toContain(LINK);
  expect(text).toContain('It works until Saturday, January 30, 2027');
  expect(text).not.toContain('/api/');
});

test('a gap in coverage has no organization and no missed deadline, and counts its referrals', () => {
  const { subject, text } = escalationMail(plain, {
    kind: 'no-eligible-organization',
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

test('a deadline that is still to come is not called missed', () => {
  const { text } = escalationMail(plain, { missedDeadlineAt: instant('2026-12-08T23:00:00Z') });
  expect(text).toMatch(/^Deadline: Tuesday, December 8, 2026, 5:00 p.m. CST$/m);
});

test.each(ESCALATION_KINDS)('%s comes with something to do', (kind) => {
  expect(escalationMail(plain, { kind }).text).toMatch(/What to do next\n-+\n\n- \w/);
});
