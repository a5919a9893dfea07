import type { BrowserContext, ConsoleMessage, Request, Response } from 'playwright-core';

/** What a browser did besides showing pages. */
export interface Watch {
  /** Addresses that the browser went to, the ones that only redirected included. */
  readonly visited: readonly string[];
  /**
   * What no page of ours may cause, in words: a request to another host, a Referer, a file that is not there, an
   * exception, a word in the console (which is where a breach of the content security policy shows).
   */
  problems(): Promise<readonly string[]>;
}

/** Watches all that happens in `context` from now on. `origin` is the service's. */
export function watch(context: BrowserContext, origin: string): Watch {
  const visited: string[] = [];
  const found: Promise<string | null>[] = [];
  const note = (problem: string) => void found.push(Promise.resolve(problem));

  context.on('request', (request) => {
    if (request.isNavigationRequest()) visited.push(request.url());
    if (!isAt(origin, request.url())) note(`asked another host: ${request.url()}`);
  });
  context.on('requestfinished', (request) => found.push(refererOf(request)));
  context.on('requestfailed', (request) => {
    // A page that is left, or a button pressed twice, ends what is under way.
    const reason = request.failure()?.errorText;
    if (reason !== 'net::ERR_ABORTED') note(`${reason}: ${request.url()}`);
  });
  context.on('response', (response) => {
    if (!isPage(response) && response.status() !== 200) {
      note(`${response.status()}: ${response.url()}`);
    }
  });
  context.on('console', (message) => {
    if (!isAboutStatus(message)) note(`console ${message.type()}: ${message.text()}`);
  });
  context.on('weberror', (error) => note(`exception: ${error.error().message}`));

  return {
    visited,
    problems: async () => (await Promise.all(found)).filter((problem) => problem !== null),
  };
}

/** The headers as they went over the wire. */
async function refererOf(request: Request): Promise<string | null> {
  const { referer } = await request.allHeaders();
  // Chromium reports an empty one where it sends none.
  return referer === undefined || referer === '' ? null : `Referer ${referer} to ${request.url()}`;
}

function isAt(origin: string, url: string): boolean {
  return url.startsWith('data:') || new URL(url).origin === origin;
}

function isPage(response: Response): boolean {
  return response.request().isNavigationRequest();
}

/** Chromium notes every status from 400 up; the tests look at the statuses of pages, and `response` at the others. */
function isAboutStatus(message: ConsoleMessage): boolean {
  return message.text().startsWith('Failed to load resource: the server responded with a status of');
}
