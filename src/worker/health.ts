import { createServer, type ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import { DRAINING, readReadiness, type Probe } from '../health';

/** The states of the SDK's Worker, by its names. `STARTING`: there is no Worker yet. */
export type WorkerState =
  'STARTING' | 'INITIALIZED' | 'RUNNING' | 'STOPPED' | 'STOPPING' | 'DRAINING' | 'DRAINED' | 'FAILED';

export interface WorkerHealthDeps {
  state(): WorkerState;
  /** Every address unless set. */
  readonly host?: string | undefined;
  readonly probes: Readonly<Record<string, Probe>>;
  readonly metrics: Pick<Registry, 'contentType' | 'metrics'>;
  readonly log: { warn(fields: object, message: string): void };
}

const ENDING: readonly WorkerState[] = ['STOPPING', 'DRAINING', 'DRAINED', 'STOPPED'];

export interface WorkerHealth {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * What supervisors ask a worker over HTTP. `/healthz`: whether it asks Temporal for work. `/readyz`: whether, in
 * addition, everything that it needs for that work can be reached, except what `?exclude=` names. `/metrics`: for
 * Prometheus. Throws when the port cannot be used; the message names the variable to change.
 */
export async function serveWorkerHealth(port: number, deps: WorkerHealthDeps): Promise<WorkerHealth> {
  const server = createServer((request, response) => {
    answer(request.url ?? '', response, deps).catch((error: unknown) => {
      deps.log.warn({ err: error }, 'a health check could not be answered');
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      const reason = taken ? 'is taken; set WORKER_HEALTH_PORT to another one' : error.message;
      reject(new Error(`port ${port} ${reason}`));
    });
    server.listen({ port, host: deps.host }, () => resolve());
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(url: string, response: ServerResponse, deps: WorkerHealthDeps): Promise<void> {
  const { pathname, searchParams } = new URL(url, 'http://worker');
  const state = deps.state();
  switch (pathname) {
    case '/healthz':
      return reply(response, state === 'RUNNING', {
        status: state === 'RUNNING' ? 'alive' : 'not-working',
        worker: state,
      });
    case '/readyz': {
      const exclude = searchParams.get('exclude');
      const readiness = ENDING.includes(state)
        ? DRAINING
        : await readReadiness(deps.probes, deps.log, exclude);
      const ready = readiness.status === 'ready' && state === 'RUNNING';
      const status = readiness.status === 'ready' && !ready ? 'not-ready' : readiness.status;
      return reply(response, ready, { ...readiness, status, worker: state });
    }
    case '/metrics':
      response.writeHead(200, { 'content-type': deps.metrics.contentType }).end(await deps.metrics.metrics());
      return;
    default:
      response.writeHead(404).end();
  }
}

function reply(response: ServerResponse, good: boolean, body: object): void {
  response.writeHead(good ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
