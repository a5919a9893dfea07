import { call, type Reply } from './client';
import type { Served } from './serve';

/* What a browser does with the pages of a server, whatever they are about. */

/** Presses the button behind a mail's link. */
export const pressLink = (server: Served, token: string): Promise<Reply> =>
  call(server, 'POST', `/l/${token}`);

/** The session that an answer opened, as a browser shows it from then on. */
export const cookieOf = ({ headers }: Reply): string => (headers.get('set-cookie') ?? '').split(';')[0] ?? '';

/** As a browser sends a form without a file. */
export function postForm(
  server: Served,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string>,
): Promise<Reply> {
  return call(server, 'POST', path, new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    ...headers,
  });
}

/** The hidden fields of the form that is sent to this path, as a browser would send them. */
export function hiddenFor(page: Reply, path: string): { token: string; actId: string } {
  const [, markup = ''] = page.text.split(`action="${path}"`);
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(markup)?.[1] ?? '';
  return { token: value('token'), actId: value('actId') };
}
