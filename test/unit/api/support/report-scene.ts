import type { LinkRecord } from '../../../../src/api/pages/links/ports';
import type { ReportRecord } from '../../../../src/api/report/ports';
import { instant } from '../../../../src/domain/time';
import { REPORT_ID, sampleReport } from '../../support/reports';
import { cookieOf, postForm, pressLink } from './browser';
import { call, type Reply } from './client';
import type { Served } from './serve';
import { World } from './world';

/** One report's pages, as who has its mail sees and uses them. */

export const LINK: LinkRecord = {
  id: '01a20000-0000-7000-8000-000000000009',
  ...{ purpose: 'report', subjectId: REPORT_ID, revoked: false },
  expiresAt: instant('2027-01-30T00:00:00Z'),
};
export const PAGE = `/reports/${REPORT_ID}`;

export let world: World;
export let server: Served;
let cookie: string;

/** The report's link in a mail was followed, and its button pressed. */
export async function arrive(changes: Partial<ReportRecord> = {}): Promise<void> {
  world = new World();
  world.reports.records.set(REPORT_ID, sampleReport(changes));
  world.linkRecords.set(LINK.id, LINK);
  server = await world.serve();
  cookie = await newCookie();
}

/** Presses the link's button; the new session's cookie. */
export async function newCookie(): Promise<string> {
  const opened = await pressLink(server, world.links.tokenFor(LINK));
  expect([opened.status, opened.headers.get('location')]).toEqual([303, PAGE]);
  return cookieOf(opened);
}

/** From here on the browser shows no session. */
export function forgetSession(): void {
  cookie = '';
}

export const get = (path = PAGE): Promise<Reply> => call(server, 'GET', path, undefined, { cookie });

export const post = (path: string, fields: Record<string, string>): Promise<Reply> =>
  postForm(server, path, fields, { cookie });

/** As a browser sends the form with the file. */
export async function send(
  fields: Record<string, string>,
  file: string | Uint8Array<ArrayBuffer> | null,
): Promise<{ readonly status: number; readonly location: string | null; readonly text: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  // Without a choice a browser sends an empty file without a name.
  form.append('file', new Blob([file ?? '']), file === null ? '' : 'report.xlsx');
  const response = await fetch(`${server.url}${PAGE}/workbook`, {
    ...{ method: 'POST', body: form, redirect: 'manual', headers: { cookie } },
  });
  return {
    status: response.status,
    location: response.headers.get('location'),
    text: await response.text(),
  };
}

/** What the form of a page proves itself with. */
export function hidden({ text }: Pick<Reply, 'text'>): Record<string, string> {
  const found = [...text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  return Object.fromEntries(found.map(([, name, value]) => [name, value])) as Record<string, string>;
}
