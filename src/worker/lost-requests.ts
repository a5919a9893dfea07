import type { Log } from '../activities/ports';
import type { LostRequests, RequestStarter, UnfinishedRequests } from '../activities/requests/ports';
import { inPages } from '../domain/in-pages';
import { plusMillis, type Instant } from '../domain/time';

export interface LostRequestDeps {
  readonly unfinishedRequests: UnfinishedRequests;
  readonly lostRequests: LostRequests;
  readonly requestStarter: RequestStarter;
  readonly log: Log;
  readonly now: () => Instant;
}

/** What has just begun may be on its way from one store to the other. */
const SETTLED_MS = 10_000;
const PAGE = 100;

/**
 * Compares the requests that PostgreSQL knows to be unfinished with the workflows that Temporal runs. One that was
 * terminated, or is gone, begins again and goes on from what its row says; its steps and mails happen once all the
 * same. A request that has never begun is the first sweep's. Harmless when several workers do it at once.
 */
export async function restartLostRequests(deps: LostRequestDeps): Promise<{ restarted: number }> {
  const begunBefore = plusMillis(deps.now(), -SETTLED_MS);
  let restarted = 0;
  const pages = inPages(
    PAGE,
    (after, limit) => deps.unfinishedRequests.page(after, begunBefore, limit),
    ({ requestId }) => requestId,
  );
  for await (const page of pages) {
    for (const request of await deps.lostRequests.among(page)) {
      await deps.requestStarter.begin(request);
      restarted += 1;
    }
  }
  if (restarted > 0) deps.log.warn({ restarted }, 'restarted requests whose workflow was gone');
  return { restarted };
}
