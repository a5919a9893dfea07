import type { EscalationRecord } from '../../../../src/api/escalation/page/ports';
import { instant } from '../../../../src/domain/time';
import { cookieOf, hiddenFor, postForm, pressLink } from './browser';
import { call, type Reply } from './client';
import type { Served } from './serve';
import { World } from './world';

/** One escalation's page, as who has the mail sees and uses it. */

export const ID = '01a20000-0000-7000-8000-000000000001';
export const LINK_ID = '01a20000-0000-7000-8000-000000000002';
export const REFERRAL_ID = '01a20000-0000-7000-8000-000000000003';
export const ORGANIZATION_ID = '01a20000-0000-7000-8000-000000000004';
export const REQUEST_ID = '01a20000-0000-7000-8000-000000000005';
export const PAGE = `/escalations/${ID}`;

export const record: EscalationRecord = {
  id: ID,
  kind: 'contact-missed',
  cause: {
    organizationName: 'Helpful Navigators',
    lastDecline: null,
    refusals: 0,
    smtpCode: null,
    mailGivenUp: false,
    contactEmail: 'leads@organization.example.org',
    amendedParts: [],
    agreedAfterDeadline: null,
  },
  open: true,
  occurrences: 1,
  openedAt: instant('2026-11-23T23:00:00Z'),
  dueAt: instant('2026-11-24T23:00:00Z'),
  owner: 'spoc@example.org',
  resolvedAt: null,
  resolvedBy: null,
  note: null,
  county: 'St. Louis',
  assisterType: 'navigator',
  organization: {
    id: ORGANIZATION_ID,
    name: 'Helpful Navigators',
    status: 'active',
    contactEmail: 'leads@organization.example.org',
    contactVerified: true,
  },
  request: null,
  referrals: [
    {
      id: REFERRAL_ID,
      status: 'sent',
      county: 'St. Louis',
      organizationName: 'Helpful Navigators',
      sentAt: instant('2026-11-19T16:00:00Z'),
      contactMadeOn: null,
      contact: { dueAt: instant('2026-11-23T23:00:00Z'), state: 'breached' },
      appointment: { dueAt: instant('2026-12-03T23:00:00Z'), state: 'pending' },
    },
  ],
  referralCount: 1,
  choices: [
    choice(ORGANIZATION_ID, 'Helpful Navigators', { hasIt: true }),
    choice('full', 'Full Navigators', { against: ['no-capacity'] }),
    choice('away', 'Navigators Away', { against: ['absent', 'already-tried'] }),
  ],
  told: [],
  changes: [],
  mailedAt: instant('2026-11-23T23:01:00Z'),
  history: [],
};

export function choice(id: string, name: string, over: Partial<EscalationRecord['choices'][number]>) {
  const about = { type: 'navigator', capacity: 5, held: 2, hasIt: false, against: [] } as const;
  return { id, name, ...about, ...over };
}

export let world: World;
export let server: Served;
let cookie: string;

/** The escalation's link in a mail was followed, and its button pressed. */
export async function arrive(
  over: Partial<EscalationRecord> = {},
  prepare: () => void = () => undefined,
): Promise<void> {
  world = new World();
  world.escalationRecords.set(ID, { ...record, ...over });
  const expiresAt = instant('2027-01-30T00:00:00Z');
  world.linkRecords.set(LINK_ID, {
    ...{ id: LINK_ID, purpose: 'escalation', subjectId: ID, expiresAt, revoked: false },
  });
  prepare();
  server = await world.serve();
  const opened = await pressLink(server, world.links.tokenFor({ id: LINK_ID, expiresAt }));
  expect([opened.status, opened.headers.get('location')]).toEqual([303, PAGE]);
  cookie = cookieOf(opened);
}

/** From here on the browser shows no session. */
export function forgetSession(): void {
  cookie = '';
}

export const get = (path = PAGE): Promise<Reply> => call(server, 'GET', path, undefined, { cookie });

export const post = (form: string, fields: Record<string, string>): Promise<Reply> =>
  postForm(server, `${PAGE}/${form}`, fields, { cookie });

/** What a form of the page proves itself with. */
export function hidden(page: Reply, form: string): { token: string; actId: string } {
  return hiddenFor(page, `${PAGE}/${form}`);
}

export const formsOf = ({ text }: Reply): string[] =>
  [...text.matchAll(/action="\/escalations\/[\w-]+\/([a-z]+)"/g)].map(([, form]) => form ?? '');

export async function submit(form: string, fields: Record<string, string>): Promise<Reply> {
  return post(form, { ...hidden(await get(), form), ...fields });
}
