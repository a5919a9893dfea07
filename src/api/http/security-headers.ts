import type { RequestHandler } from 'express';

/** JSON needs nothing. Pages and the API's documentation set a policy of their own. */
const NOTHING = "default-src 'none'; frame-ancestors 'none'";
const YEAR_SECONDS = 31_536_000;

/**
 * Set on every answer. There is no Referer, so no address leaks to another site. No cache keeps a copy, because an
 * answer is only for its reader. Static files are the same for everybody and set their own headers.
 */
export function securityHeaders(publicUrl: string): RequestHandler {
  const overTls = publicUrl.startsWith('https:');
  return (_request, response, next) => {
    response.set({
      'content-security-policy': NOTHING,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      'cache-control': 'no-store',
      ...(overTls ? { 'strict-transport-security': `max-age=${YEAR_SECONDS}` } : {}),
    });
    next();
  };
}
