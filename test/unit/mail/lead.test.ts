import { instant } from '../../../src/domain/time';
import { leadMail } from '../support/mails';
import { plain } from '../support/page-views';

test('the subject says where and until when', () => {
  expect(leadMail('link').subject).toBe(
    'New referral in St. Louis County: contact by Monday, November 30, 2026, 5:00 p.m. CST',
  );
});

test('the full mail’s subject starts with the gateway’s tag', () => {
  expect(leadMail('full').subject).toMatch(/^\[encrypt\] New referral in St\. Louis County/);
});

test('the mail by link, to the letter', () => {
  expect(leadMail('link').text.replace(/Ab9-_/g, '')).toBe(`Sample Exchange Sample Program

You have a new referral
-----------------------

Sample Exchange is sending Helpful Navigators a consumer who asked for help.
You serve the county and had the most room.

Contact the consumer by: Monday, November 30, 2026, 5:00 p.m. CST
Hold the appointment by: Tuesday, December 8, 2026, 5:00 p.m. CST
Kind of help: Help with choosing a plan; Help with sending documents
County: St. Louis County
Language: Somali

What to do now
--------------

Open the referral to see who the consumer is and how to reach them. On the
same page, tell us what happened or that you cannot take it.

Open the referral:
https://leads.example.org/l/

The link works until Saturday, January 30, 2027, 5:00 p.m. CST. It is for
your organization only. Reference: 019ab1f2-0000-7000-8000-000000000001

Questions? Write to leads@example.org or call 555-0100. You can also reply
to this mail. Please do not put a consumer’s personal information in a mail.
`);
});

test('the full mail holds the consumer’s contact details and the six answers', () => {
  const { text } = leadMail('full');
  expect(text).toContain(`Name: Sample Consumer
Phone: (651) 555-0123
Email: consumer@example.org
Prefers: Text message
Language: Somali
Best time to contact: weekdays after 4 pm
Address: 12 Elm St, Apt 7, Duluth, MN 55802
`);
  expect(text).toContain(`Does the consumer have an active account?
  Yes
Does the consumer have an active application?
  Yes, submitted on Friday, November 20, 2026
What is the household’s current determination(s)?
  Qualified health plan (QHP); Medical Assistance (MA)
Why is the consumer seeking help from an assister?
  Wants help comparing plans
What guidance was the consumer provided?
  Told when open enrollment ends
Did the consumer consent to have their information sent to an assister?
  Yes, on Monday, November 23, 2026
`);
});

test('where acceptance is asked for the mail says until when, and what happens then', () => {
  const text = leadMail('link', plain, instant('2026-11-25T16:00:00Z')).text.replace(/\s+/g, ' ');
  expect(text).toContain('Accept it by: Wednesday, November 25, 2026, 10:00 a.m. CST');
  expect(text).toContain('Once you have accepted it, the page shows who the consumer is.');
  expect(leadMail('link').text).not.toContain('Accept it by');
});
