import type {
  AcceptanceView,
  ActFormView,
  AssignmentView,
  NeedView,
  PageView,
} from '../../../src/api/pages/view-models';
import { appointmentDeadline, contactDeadline } from '../../../src/domain/deadlines';
import type { Lead } from '../../../src/domain/referral/lead';
import { instant, localDate, type Zone } from '../../../src/domain/time';
import { minnesota } from './minnesota';
import { country, RESOLUTIONS, RESOLUTIONS_WITHOUT_CONTACT, terms } from '../../support/minnesota-terms';

/** Every string that people or programs write, marked so that a test finds each one again. */
export type Mark = (text: string) => string;

export const plain: Mark = (text) => text;

/** Tries to leave an element's text, an attribute and a text area. */
export const hostile: Mark = (text) =>
  `${text}"'></textarea></title><script>alert(1)</script><img src=x onerror=a>&`;

const sentAt = instant('2026-11-24T22:10:00Z');

export function pageView(mark: Mark = plain): PageView {
  return {
    program: {
      exchangeName: mark('Sample Exchange'),
      programName: mark('Sample Program'),
      state: mark('MN'),
      spocEmail: mark('leads@example.org'),
      helpPhone: mark('555-0100'),
      ...{ country, terms, appointmentDays: 14 },
    },
    zone: 'America/Chicago' as Zone,
    capacityMeans: 'open-places',
  };
}

export function sampleLead(mark: Mark = plain): Lead {
  return {
    externalId: mark('CRM-0001234'),
    consumer: {
      firstName: mark('Sample'),
      lastName: mark('Consumer'),
      phone: mark('+16515550123'),
      email: mark('consumer@example.org'),
      preferredContact: 'text',
      preferredLanguage: 'so',
      bestTimeToContact: mark('weekdays after 4 pm'),
    },
    address: {
      line1: mark('12 Elm St'),
      line2: mark('Apt 7'),
      city: mark('Duluth'),
      zip: mark('55802'),
      county: mark('St. Louis'),
      countyFips: '27137',
    },
    account: { active: true },
    application: { active: true, submittedOn: localDate('2026-11-20') },
    determinations: ['qhp', 'medical-assistance'],
    reason: mark('Wants help comparing plans'),
    guidance: mark('Told when open enrollment ends'),
    consent: { given: true, on: localDate('2026-11-23') },
    assistance: ['plan-selection', 'documents'],
  };
}

export function actForm(action: string, mark: Mark = plain): ActFormView {
  return { action: mark(action), actId: mark(`act-${action}`), values: {}, errors: [] };
}

const open = { metAt: null, breachedAt: null, pausedAt: null, lateBy: null };

/** A referral that was just opened; nothing recorded, so that an appointment cannot be yet. */
export function assignmentView(mark: Mark = plain): AssignmentView {
  const contact = contactDeadline(minnesota, sentAt);
  const appointment = appointmentDeadline(minnesota, sentAt);
  return {
    ...pageView(mark),
    notice: null,
    reference: mark('019ab1f2-0000-7000-8000-000000000001'),
    organizationName: mark('Sample Navigators'),
    status: 'sent',
    sentAt,
    sessionEndsAt: instant('2026-11-24T23:40:00Z'),
    lead: sampleLead(mark),
    milestones: [
      { name: 'contact', state: 'pending', ...open, ...contact },
      { name: 'appointment', state: 'pending', ...open, ...appointment },
    ],
    contact: null,
    attempts: { count: 1, days: 1, latest: [localDate('2026-11-24')], needed: 3 },
    changed: null,
    appointment: null,
    resolution: null,
    whyChosen: mark('You serve the county.'),
    history: {
      entries: [
        { at: sentAt, text: mark('Sent'), comments: null },
        { at: instant('2026-11-24T22:40:00Z'), text: mark('Opened'), comments: mark('First line') },
      ],
      ...{ total: 2, earlier: null, latest: null },
    },
    token: mark('page-token'),
    forms: {
      contact: actForm('/contact', mark),
      appointment: null,
      pause: actForm('/pause', mark),
      resume: null,
      resolution: { ...actForm('/resolution', mark), choices: RESOLUTIONS_WITHOUT_CONTACT },
      decline: actForm('/decline', mark),
    },
  };
}

/** The consumer was reached, so that every act is possible. */
export function contactedView(mark: Mark = plain): AssignmentView {
  const view = assignmentView(mark);
  return {
    ...view,
    status: 'contacted',
    contact: { made: true, on: localDate('2026-11-25') },
    forms: {
      ...view.forms,
      appointment: actForm('/appointment', mark),
      resolution: { ...actForm('/resolution', mark), choices: RESOLUTIONS },
    },
  };
}

/** Contacted and waiting for the consumer, after the exchange changed something. */
export function pausedView(mark: Mark = plain): AssignmentView {
  const view = contactedView(mark);
  const pausedAt = instant('2026-11-25T16:00:00Z');
  return {
    ...view,
    changed: { at: pausedAt, parts: ['address', 'account'] },
    milestones: view.milestones.map((milestone) =>
      milestone.name === 'contact'
        ? { ...milestone, state: 'late', metAt: instant('2026-12-01T17:00:00Z'), lateBy: 180 }
        : { ...milestone, state: 'paused', pausedAt },
    ),
    forms: { ...view.forms, pause: null, resume: actForm('/resume', mark) },
  };
}

export function needView(mark: Mark = plain): NeedView {
  return {
    assistance: ['plan-selection', 'documents'],
    county: mark('Cook'),
    language: 'so',
    acceptBy: null,
    contact: { dueAt: instant('2026-11-30T23:00:00Z'), state: 'due-soon' },
  };
}

export function acceptanceView(mark: Mark = plain): AcceptanceView {
  return {
    ...pageView(mark),
    notice: null,
    reference: mark('019ab1f2-0000-7000-8000-000000000001'),
    organizationName: mark('Sample Navigators'),
    sessionEndsAt: instant('2026-11-24T23:40:00Z'),
    need: { ...needView(mark), acceptBy: instant('2026-11-25T16:00:00Z') },
    whyChosen: mark('You serve the county.'),
    token: mark('page-token'),
    accept: actForm('/accept', mark),
    decline: actForm('/decline', mark),
  };
}
