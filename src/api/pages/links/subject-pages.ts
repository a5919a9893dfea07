import express, { type Request, type Response, type Router } from 'express';
import { validate as isUuid } from 'uuid';
import { DomainError } from '../../../domain/errors';
import type { LinkPurpose } from '../../../domain/vocabulary';
import type { Answer } from '../../http/answer';
import { send } from '../../http/mount';
import { noteRoute } from '../../http/request-log';
import { admit, formOf, type AdmitDeps, type AdmittedSession, type FormBody } from './admit';
import { sendPage, speakHtml } from './pages';
import { takeOnly } from './take-only';

/** The subject of the pages. */
export interface Subject<Content> {
  /** The first part of their address. The second is the subject's id. */
  readonly folder: string;
  /** Of the links that open them. */
  readonly purpose: LinkPurpose;
  /** What the pages are made from. Null when there is no such subject. */
  find(id: string, request: PageRequest): Promise<Content | null>;
  /** False when an error's page does not lead back to the subject's own page. */
  readonly leadsBack?: false;
  readonly formLimit?: string;
}

export type PageRequest<Params extends object = object> = Request<{ id: string } & Params>;

/** One visit with a valid session: everything that its answer is made from. */
export interface Visit<Content> {
  readonly content: Content;
  readonly session: AdmittedSession;
  /** The path of the subject's own page. Its forms are below. */
  readonly path: string;
  /** Goes into the page's forms. */
  readonly token: string;
}

/** A page, another page to go on to, or a file. */
export type PageAnswer =
  { readonly status: number; readonly html: string } | { readonly goTo: string } | Answer;

type Answered = PageAnswer | Promise<PageAnswer>;

/** What is at one address. */
export interface Place<Content, Params extends object> {
  readonly show?: (visit: Visit<Content>, request: PageRequest<Params>) => Answered;
  /** A form, once it is certain that it came from this session's page. */
  readonly take?: (visit: Visit<Content>, body: FormBody, request: PageRequest<Params>) => Answered;
  /** In place of `take`. Reads the request itself, and only once its sender was admitted. */
  readonly receive?: (
    visit: Visit<Content>,
    request: PageRequest<Params>,
    response: Response,
  ) => Promise<PageAnswer>;
}

export interface SubjectPages<Content> {
  readonly router: Router;
  /** `path` is below the subject's own address. Empty, or such as `/rows/:rowId`. */
  at<Params extends object = object>(path: string, place: Place<Content, Params>): void;
}

const FORM_LIMIT = '100kb';

/**
 * The pages behind a link's button. Each needs the session that the button opened, answers its errors as pages, takes
 * its forms from that session only, and says which methods it has.
 */
export function subjectPages<Content>(deps: AdmitDeps, subject: Subject<Content>): SubjectPages<Content> {
  const { folder, leadsBack = true, formLimit = FORM_LIMIT } = subject;
  const router = express.Router({ caseSensitive: true });

  router.use(`/${folder}/:id`, (request: PageRequest, response, next) => {
    noteRoute(response, `/${folder}/{id}`);
    const { id } = request.params;
    const known = isUuid(id);
    speakHtml(response, deps.setting, known && leadsBack ? `/${folder}/${id}` : null);
    if (!known) throw noSuchPage();
    next();
  });

  const at = <Params extends object>(path: string, { show, take, receive }: Place<Content, Params>) => {
    const pattern = `/${folder}/:id${path}`;
    type Handler = (visited: Visit<Content>, request: PageRequest<Params>, response: Response) => Answered;
    const admitted = (handle: Handler) => async (request: PageRequest<Params>, response: Response) => {
      noteRoute(response, pattern.replaceAll(/:(\w+)/g, '{$1}'));
      const visited = await visit(deps, subject, request, response);
      if (visited !== null) answer(response, await handle(visited, request, response));
    };
    if (show !== undefined) router.get(pattern, admitted(show));
    if (take !== undefined) {
      const fromPage: Handler = (visited, request) =>
        take(visited, formOf(deps.sessions, visited.session, request), request);
      router.post(pattern, express.urlencoded({ extended: false, limit: formLimit }), admitted(fromPage));
    }
    if (receive !== undefined) router.post(pattern, admitted(receive));
    const posts = take !== undefined || receive !== undefined;
    const allow = [...(show === undefined ? [] : ['GET', 'HEAD']), ...(posts ? ['POST'] : []), 'OPTIONS'];
    takeOnly(router, pattern, allow.join(', '));
  };
  return { router, at };
}

/** Null when the visitor was answered already, because there is no session or the link does not hold any more. */
async function visit<Content>(
  deps: AdmitDeps,
  { folder, purpose, find }: Pick<Subject<Content>, 'folder' | 'purpose' | 'find'>,
  request: PageRequest,
  response: Response,
): Promise<Visit<Content> | null> {
  const id = request.params.id.toLowerCase();
  const session = await admit(deps, request, response, { purpose, subjectId: id });
  if (session === null) return null;
  const content = await find(id, request);
  if (content === null) throw noSuchPage();
  return { content, session, path: `/${folder}/${id}`, token: deps.sessions.formToken(session.cookie) };
}

function answer(response: Response, answered: PageAnswer): void {
  if ('html' in answered) sendPage(response, answered.status, answered.html);
  else if ('goTo' in answered) response.redirect(303, answered.goTo);
  else send(response, answered);
}

export function noSuchPage(): DomainError {
  return new DomainError('not-found', 'There is no such page.');
}
