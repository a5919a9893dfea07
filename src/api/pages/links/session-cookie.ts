import type { Request, Response } from 'express';
import { millis, type Instant } from '../../../domain/time';
import type { PageSession, PageSessions } from './ports';

const COOKIE = 'page';

/** The cookie holds for one page only and a short time, and is sent nowhere else. */
export function setSessionCookie(
  response: Response,
  sessions: PageSessions,
  options: {
    readonly session: PageSession;
    readonly path: string;
    readonly secure: boolean;
    readonly now: Instant;
  },
): void {
  const { session, path, secure, now } = options;
  response.cookie(COOKIE, sessions.open(session), {
    path,
    secure,
    httpOnly: true,
    sameSite: 'lax',
    maxAge: millis(session.endsAt) - millis(now),
  });
}

/** The session that this browser has for the page. Null when there is none, or its time is over. */
export function readSession(
  request: Request,
  sessions: PageSessions,
  subjectId: string,
  now: Instant,
): (PageSession & { readonly cookie: string }) | null {
  for (const part of (request.get('cookie') ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name !== COOKIE || value === undefined) continue;
    const session = sessions.read(value);
    if (session?.subjectId === subjectId && now < session.endsAt) return { ...session, cookie: value };
  }
  return null;
}
