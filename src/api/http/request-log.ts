import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { Histogram, type Registry } from 'prom-client';
import type { Log } from './log';
import { locals } from './locals';

const UNKNOWN_ROUTE = '(unknown)';

/** Tells log and metrics which route answers, by its template. A raw path can hold a link's token. */
export function noteRoute(response: Response, template: string): void {
  locals(response).route = template;
}

/** What a person quotes in a mail so that a failure is found in the log. */
export function requestId(response: Response): string {
  return locals(response).requestId ?? '';
}

/** Gives each request an id and, when it is over, one log line and one measurement. */
export function requestLog(log: Log, metrics: Registry): RequestHandler {
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [metrics],
  });
  return (request, response, next) => {
    const id = randomUUID();
    locals(response).requestId = id;
    response.set('x-request-id', id);
    const startedAt = process.hrtime.bigint();
    response.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
      const { route = UNKNOWN_ROUTE, client } = locals(response);
      const { method } = request;
      const status = response.writableFinished ? response.statusCode : 499;
      duration.observe({ route, method, status }, seconds);
      const ms = Math.round(seconds * 1000);
      const clientId = client?.id ?? null;
      log.info({ requestId: id, method, route, status, ms, clientId }, 'request');
    });
    next();
  };
}
