import express, { type Request, type Response, type Router } from 'express';
import { plusMillis, MINUTE_MS, type Instant } from '../../domain/time';
import { linkProblem } from '../assignment-page/access';
import { sendLinkProblem, sendPage, speakHtml } from '../assignment-page/pages';
import { setSessionCookie } from '../assignment-page/session-cookie';
import { linkSummary, type PageSetting } from '../assignment-page/view';
import { noteRoute } from '../http/request-log';
import type { Log } from '../log';
import { renderLinkSummaryPage } from '../pages/link-summary';
import type { LinkProblem } from '../pages/view-models';
import type {
  AssignmentReader,
  AssignmentRecord,
  Clock,
  LinkTokens,
  PageSessions,
  ReferralWorkflows,
} from '../ports';
import { HttpError } from '../problems';
import { noteOpening } from '../use-cases/note-opening';

export interface LinkDeps {
  readonly links: LinkTokens;
  readonly assignments: AssignmentReader;
  readonly sessions: PageSessions;
  readonly workflows: Pick<ReferralWorkflows, 'act'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly setting: PageSetting;
  readonly sessionMinutes: number;
  readonly secureCookies: boolean;
}

const PATH = '/l/:token';
const ALLOW = 'GET, HEAD, POST, OPTIONS';

/** Signed links from the mail. Following one changes nothing; its button opens a session and the page itself. */
export function linkRouter(deps: LinkDeps): Router {
  const { setting } = deps;
  const router = express.Router({ caseSensitive: true });

  router.use(PATH, (_request, response, next) => {
    noteRoute(response, '/l/{token}');
    speakHtml(response, setting, null);
    next();
  });
  router.get(PATH, async (request: Request<{ token: string }>, response) => {
    const record = await follow(deps, request.params.token, deps.clock.now());
    if (typeof record === 'string') sendLinkProblem(response, setting, record);
    else sendPage(response, 200, renderLinkSummaryPage(linkSummary(setting, record)));
  });
  router.post(PATH, async (request: Request<{ token: string }>, response) => {
    const now = deps.clock.now();
    const record = await follow(deps, request.params.token, now);
    if (typeof record === 'string') sendLinkProblem(response, setting, record);
    else await open(deps, record, now, response);
  });
  router.options(PATH, (_request, response) => {
    response.set('allow', ALLOW).status(204).end();
  });
  router.all(PATH, () => {
    throw new HttpError('method-not-allowed', `This address takes ${ALLOW}.`, { allow: ALLOW });
  });
  return router;
}

async function follow(deps: LinkDeps, token: string, now: Instant): Promise<AssignmentRecord | LinkProblem> {
  const link = deps.links.verify(token);
  if (link === 'altered') return 'altered';
  const record = await deps.assignments.findByLink(link.linkId);
  if (record === null) return 'unknown';
  return linkProblem(record, now) ?? record;
}

async function open(
  deps: LinkDeps,
  record: AssignmentRecord,
  now: Instant,
  response: Response,
): Promise<void> {
  await noteOpening(deps, record);
  const inAWhile = plusMillis(now, deps.sessionMinutes * MINUTE_MS);
  const endsAt = inAWhile < record.link.expiresAt ? inAWhile : record.link.expiresAt;
  const path = `/assignments/${record.id}`;
  const session = { assignmentId: record.id, endsAt };
  setSessionCookie(response, deps.sessions, { session, path, secure: deps.secureCookies, now });
  response.redirect(303, path);
}
