import type { Registry } from 'prom-client';
import { z } from 'zod';
import { json } from '../http/answer';
import { defineRoute, type Route } from '../http/route';
import type { HealthProbes } from '../ports';
import type { Log } from '../log';

const PROBE_MS = 2_000;

const ready = z
  .object({
    status: z.enum(['ready', 'not-ready']),
    dependencies: z.record(z.string(), z.enum(['up', 'down'])),
  })
  .meta({ id: 'Readiness' });

export interface OperationsDeps {
  readonly health: HealthProbes;
  readonly metrics: Registry;
  readonly log: Log;
}

/** For whoever runs the service: no key, and nothing in the answers but technical facts. */
export function operationsRoutes({ health, metrics, log }: OperationsDeps): Route[] {
  const common = { method: 'get', tag: 'Operations', scope: null } as const;

  const alive = defineRoute({
    ...common,
    path: '/healthz',
    summary: 'Whether the process is alive',
    answers: { 200: { description: 'It is', schema: z.object({ status: z.literal('alive') }) } },
    async handle() {
      return json(200, { status: 'alive' });
    },
  });

  const readiness = defineRoute({
    ...common,
    path: '/readyz',
    summary: 'Whether every dependency can be reached',
    answers: {
      200: { description: 'All can', schema: ready },
      503: { description: 'The dependencies that are down are named', schema: ready },
    },
    async handle() {
      const states = await Promise.all(
        Object.entries(health).map(async ([name, probe]) => [name, await stateOf(name, probe, log)] as const),
      );
      const allUp = states.every(([, state]) => state === 'up');
      return json(allUp ? 200 : 503, {
        status: allUp ? 'ready' : 'not-ready',
        dependencies: Object.fromEntries(states),
      } satisfies z.infer<typeof ready>);
    },
  });

  const prometheus = defineRoute({
    ...common,
    path: '/metrics',
    summary: 'Measurements for Prometheus',
    answers: { 200: { description: 'Text exposition format', contentType: 'text/plain' } },
    async handle() {
      return {
        status: 200,
        headers: { 'content-type': metrics.contentType },
        body: await metrics.metrics(),
      };
    },
  });

  return [alive, readiness, prometheus];
}

async function stateOf(name: string, probe: () => Promise<void>, log: Log): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PROBE_MS} ms`)), PROBE_MS);
  });
  try {
    await Promise.race([probe(), late]);
    return 'up';
  } catch (error) {
    log.warn({ err: error, dependency: name }, 'a dependency is down');
    return 'down';
  } finally {
    clearTimeout(timer);
  }
}
