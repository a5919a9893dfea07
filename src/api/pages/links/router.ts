import express, { type Request, type Response, type Router } from 'express';
import { plusMillis, MINUTE_MS, type Instant } from '../../../domain/time';
import { linkEnd } from './admit';
import type { LinkPage, LinkTarget, LinkTargets } from './link-target';
import { sendLinkProblem, sendPage, speakHtml } from './pages';
import type { PageSetting } from './page-setting';
import { setSessionCookie } from './session-cookie';
import { takeOnly } from './take-only';
import { noteRoute } from '../../http/request-log';
import type { LinkProblem } from '../view-models';
import type { Clock } from '../../http/ports';
import type { LinkRecord, LinkStore, LinkTokens, PageSessions } from './ports';

export interface LinkDeps {
  readonly tokens: LinkTokens;
  readonly links: LinkStore;
  readonly targets: LinkTargets;
  readonly sessions: PageSessions;
  readonly clock: Clock;
  readonly setting: PageSetting;
  readonly sessionMinutes: number;
  readonly secureCookies: boolean;
}

const PATH = '/l/:token';

/** Signed links from the mail. Following one changes nothing. Its button opens a session and the page itself. */
export function linkRouter(deps: LinkDeps): Router {
  const { setting } = deps;
  const router = express.Router({ caseSensitive: true });

  router.use(PATH, (_request, response, next) => {
    noteRoute(response, '/l/{token}');
    speakHtml(response, setting, null);
    next();
  });
  router.get(PATH, async (request: Request<{ token: string }>, response) => {
    const now = deps.clock.now();
    const link = await follow(deps, request.params.token, now);
    const shown = typeof link === 'string' ? link : await targetOf(deps, link).summary(link.subjectId, now);
    if (typeof shown === 'string') sendLinkProblem(response, setting, shown);
    else sendLinkPage(response, shown);
  });
  router.post(PATH, async (request: Request<{ token: string }>, response) => {
    const now = deps.clock.now();
    const link = await follow(deps, request.params.token, now);
    if (typeof link === 'string') sendLinkProblem(response, setting, link);
    else await open(deps, link, now, response);
  });
  takeOnly(router, PATH, 'GET, HEAD, POST, OPTIONS');
  return router;
}

function sendLinkPage(response: Response, { html, gone }: LinkPage): void {
  sendPage(response, gone === true ? 410 : 200, html);
}

function targetOf({ targets }: LinkDeps, { purpose }: LinkRecord): LinkTarget {
  return targets[purpose];
}

async function follow(deps: LinkDeps, token: string, now: Instant): Promise<LinkRecord | LinkProblem> {
  const verified = deps.tokens.verify(token);
  if (verified === 'altered') return 'altered';
  const link = await deps.links.find(verified.linkId);
  if (link === null) return 'unknown';
  // The end that was signed and the row's own: the earlier counts, so an address in an old mail is never extended.
  const { expiresAt: signed } = verified;
  const expiresAt = signed < link.expiresAt ? signed : link.expiresAt;
  const followed = { ...link, expiresAt };
  return linkEnd(followed, now) ?? followed;
}

async function open(deps: LinkDeps, link: LinkRecord, now: Instant, response: Response): Promise<void> {
  const opened = await targetOf(deps, link).open(link.subjectId, now);
  if (typeof opened === 'string') {
    sendLinkProblem(response, deps.setting, opened);
    return;
  }
  if ('html' in opened) {
    sendLinkPage(response, opened);
    return;
  }
  const inAWhile = plusMillis(now, deps.sessionMinutes * MINUTE_MS);
  const endsAt = inAWhile < link.expiresAt ? inAWhile : link.expiresAt;
  const session = { linkId: link.id, subjectId: link.subjectId, endsAt };
  const { path } = opened;
  setSessionCookie(response, deps.sessions, { session, path, secure: deps.secureCookies, now });
  response.redirect(303, path);
}
