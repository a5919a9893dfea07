import type { Registry } from 'prom-client';
import { z } from 'zod';
import { DRAINING, readReadiness } from '../../health';
import { answers } from '../http/answers';
import { json } from '../http/answer';
import { defineRoute, type Route } from '../http/route';
import type { Log } from '../http/log';

const ready = z
  .object({
    status: z.enum(['ready', 'not-ready', 'draining']),
    dependencies: z.record(z.string(), z.enum(['up', 'down'])),
    reasons: z.record(z.string(), z.string()).optional().meta({
      description: 'Of dependencies that answer and yet cannot be worked with: what has to be done',
    }),
  })
  .meta({ id: 'Readiness' });

/** One probe for each dependency. It throws when the dependency is not there. */
export type HealthProbes = Readonly<Record<'postgres' | 'temporal', () => Promise<void>>>;

export interface OperationsDeps {
  readonly health: HealthProbes;
  readonly metrics: Registry;
  readonly log: Log;
  /** Aborted when the process was told to stop. */
  readonly stopping?: AbortSignal;
}

/** Operations for whoever runs the service. They need no key, and answer only technical facts. */
export function operationsRoutes({ health, metrics, log, stopping }: OperationsDeps): Route[] {
  const common = { method: 'get', tag: 'Operations', scope: null } as const;

  const alive = defineRoute({
    ...common,
    path: '/healthz',
    operationId: 'getHealth',
    summary: 'Whether the process is alive',
    description: 'It asks nothing of anything else.',
    answers: answers(200, 'It is', z.object({ status: z.literal('alive') })),
    async handle() {
      return json(200, { status: 'alive' });
    },
  });

  const readyz = defineRoute({
    ...common,
    path: '/readyz',
    operationId: 'getReadiness',
    summary: 'Whether every dependency can be reached',
    description:
      'A load balancer asks with `exclude=temporal`: leads and acts are taken while Temporal is away, and nobody is to be turned away then.',
    query: z.object({
      exclude: z
        .enum(['postgres', 'temporal'])
        .optional()
        .meta({ description: 'A dependency that is not asked' }),
    }),
    answers: {
      problems: [],
      good: {
        200: { description: 'All that were asked can', schema: ready },
        503: {
          description: 'The dependencies that are down are named; or the process is stopping',
          schema: ready,
        },
      },
    },
    async handle({ query: { exclude } }) {
      const readiness = stopping?.aborted === true ? DRAINING : await readReadiness(health, log, exclude);
      return json(readiness.status === 'ready' ? 200 : 503, readiness satisfies z.infer<typeof ready>);
    },
  });

  const prometheus = defineRoute({
    ...common,
    path: '/metrics',
    operationId: 'getMetrics',
    summary: 'Measurements for Prometheus',
    description: 'Keep it inside your network.',
    answers: {
      problems: [],
      good: { 200: { description: 'Text exposition format', contentType: 'text/plain' } },
    },
    async handle() {
      return {
        status: 200,
        headers: { 'content-type': metrics.contentType },
        body: await metrics.metrics(),
      };
    },
  });

  return [alive, readyz, prometheus];
}
