import type { Request, Response } from 'express';
import type { Instant } from '../../../domain/time';
import { renderSessionExpiredPage } from '../session-expired';
import type { Clock } from '../../http/ports';
import type { LinkRecord, LinkStore, PageSession, PageSessions } from './ports';
import { HttpError } from '../../http/problems';
import { TOKEN_FIELD } from '../forms';
import { sendLinkProblem, sendPage } from './pages';
import type { PageSetting } from './page-setting';
import { readSession } from './session-cookie';

export interface AdmitDeps {
  readonly links: LinkStore;
  readonly sessions: PageSessions;
  readonly clock: Clock;
  readonly setting: PageSetting;
}

export type AdmittedSession = PageSession & { readonly cookie: string };

/**
 * The session that this visitor has for a page: for its purpose, its subject, and the recipient of its link. Null when the visitor was answered already, because there is no session
 * or the link does not hold any more.
 */
export async function admit(
  deps: AdmitDeps,
  request: Request,
  response: Response,
  { purpose, subjectId }: Pick<LinkRecord, 'purpose' | 'subjectId'>,
): Promise<AdmittedSession | null> {
  const now = deps.clock.now();
  const session = readSession(request, deps.sessions, subjectId, now);
  if (session === null) {
    sendPage(response, 403, renderSessionExpiredPage(deps.setting));
    return null;
  }
  const link = await deps.links.find(session.linkId);
  // Two kinds of links can have one subject. A session is good only for the pages of its own link's kind.
  if (link !== null && (link.purpose !== purpose || link.subjectId !== subjectId)) {
    sendPage(response, 403, renderSessionExpiredPage(deps.setting));
    return null;
  }
  const problem = link === null ? 'unknown' : linkEnd(link, now);
  if (problem !== null) {
    sendLinkProblem(response, deps.setting, problem);
    return null;
  }
  return session;
}

/** How the link itself ended, whatever became of what it opens. */
export function linkEnd(
  link: Pick<LinkRecord, 'revoked' | 'expiresAt'>,
  now: Instant,
): 'revoked' | 'expired' | null {
  if (link.revoked) return 'revoked';
  return now >= link.expiresAt ? 'expired' : null;
}

export type FormBody = Readonly<Record<string, unknown>>;

/** What a form sent. Throws HttpError 403 when it did not come from a page of this very session. */
export function formOf(
  sessions: PageSessions,
  session: AdmittedSession,
  request: Request<Record<string, string>>,
): FormBody {
  const body = (request.body ?? {}) as FormBody;
  const token = body[TOKEN_FIELD];
  if (typeof token !== 'string' || !sessions.isFormToken(session.cookie, token)) {
    throw new HttpError('forbidden', 'The form did not come from this page.');
  }
  return body;
}
