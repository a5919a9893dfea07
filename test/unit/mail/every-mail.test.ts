import type { RenderedMail } from '../../../src/mail/types';
import {
  appointmentReminder,
  contactReminder,
  CONTACT_DUE,
  digestMail,
  escalationMail,
  leadMail,
  LINK,
  mailboxUnreached,
  reportCorrections,
  reportMail,
  reportReminder,
} from '../support/mails';
import { named, tags, visibleText } from '../support/markup';
import { hostile, plain, type Mark } from '../support/page-views';

const impersonal = (mark: Mark): [string, RenderedMail][] => [
  ['lead', leadMail('link', mark)],
  ['contact reminder', contactReminder(mark)],
  ['appointment reminder', appointmentReminder(mark)],
  ['appointment reminder with an appointment', appointmentReminder(mark, CONTACT_DUE)],
  ['report', reportMail(mark)],
  ['report reminder', reportReminder(mark)],
  ['report notice', reportReminder(mark, 'overdue')],
  ['report corrections', reportCorrections(mark)],
  ['escalation', escalationMail(mark)],
  ['digest', digestMail(mark)],
  ['mailbox not reached', mailboxUnreached(mark)],
];
const every = (mark: Mark): [string, RenderedMail][] => [
  ...impersonal(mark),
  ['full lead', leadMail('full', mark)],
];

const toOrganizations = every(plain).filter(
  ([name]) => !['escalation', 'digest', 'mailbox not reached'].includes(name),
);

test.each(impersonal(plain))('%s holds nothing about the consumer', (_name, { subject, html, text }) => {
  const all = [subject, html, text].join('\n');
  const personal = [
    'Sample Consumer',
    'Consumer',
    '555-0123',
    '5550123',
    'consumer@example.org',
    'after 4 pm',
  ].concat([
    'Elm St',
    'Apt 7',
    'Duluth',
    '55802',
    'comparing plans',
    'open enrollment',
    'CRM-0001234',
    '[encrypt]',
  ]);
  expect(personal.filter((value) => all.includes(value))).toEqual([]);
});

test.each(toOrganizations)('%s has its link and a deadline in both bodies', (name, { html, text }) => {
  const deadline = name.startsWith('report')
    ? 'Wednesday, November 29, 2028'
    : name.startsWith('appointment')
      ? 'December 8, 2026, 5:00 p.m. CST'
      : 'November 30, 2026, 5:00 p.m. CST';
  expect(text.split('\n')).toContain(LINK);
  expect(named(html, 'a').map(({ attributes }) => attributes['href'])).toEqual([LINK, LINK]);
  expect(text).toContain(deadline);
  expect(visibleText(html)).toContain(deadline);
});

test.each(every(plain))('%s says the same in both bodies', (_name, { html, text }) => {
  const onlyHtml = 'If the button does not work, copy this address into your browser:';
  const fromHtml = words(visibleText(html).replace(onlyHtml, ''));
  // In a list of links the address stands behind the words, where the text has to write it out.
  expect(fromHtml).toEqual(words(text.replaceAll(`\n  ${LINK}`, '')));
});

test.each(every(hostile))('%s takes no markup from its values', (_name, { html }) => {
  expect(html).toContain('&lt;script>');
  expect(named(html, 'script', 'img', 'iframe', 'form')).toEqual([]);
  expect(html).not.toMatch(/<\/?(script|img)/i);
  const handlers = tags(html).flatMap(({ attributes }) =>
    Object.keys(attributes).filter((key) => /^on/i.test(key)),
  );
  expect(handlers).toEqual([]);
});

const breaking: Mark = (text) => `${text}\r\nBcc: other@example.net\n\u2028\u0085\u0000X-Forged: 1`;

test.each(every(breaking))('%s takes no line of its own from its values', (_name, { subject, text }) => {
  expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
  expect(text).not.toMatch(/[^\P{Cc}\n]|\u2028/u);
});

test.each(every(plain))('%s wraps its text at 76 columns, links apart', (_name, { text }) => {
  const long = text.split('\n').filter((line) => line.length > 76);
  expect(long.filter((line) => line.trim() !== LINK)).toEqual([]);
});

test.each(every(plain))('%s loads nothing and follows nobody', (_name, { html }) => {
  expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(named(html, 'img', 'link', 'script', 'style', 'table')).toEqual([]);
  expect(html).not.toMatch(/url\(/);
});

/** The words of a body in alphabetical order: where a link stands differs between the two. */
function words(body: string): string[] {
  return body
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .sort();
}
