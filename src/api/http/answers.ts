import type { z } from 'zod';
import { PROBLEMS, type ProblemCode } from './problems';
import type { RouteAnswer } from './route';
import { problem } from './problem';

/** A good answer with its schema, and the route's problems besides those that every route can have. */
export function answers(
  status: number,
  description: string,
  schema: z.ZodType,
  ...codes: readonly ProblemCode[]
): Record<number, RouteAnswer> {
  return { [status]: { description, schema }, ...problemAnswers(codes) };
}

/** Like `answers`, for a file. */
export function fileAnswers(
  description: string,
  contentType: string,
  ...codes: readonly ProblemCode[]
): Record<number, RouteAnswer> {
  return { 200: { description, contentType, binary: true }, ...problemAnswers(codes) };
}

function problemAnswers(codes: readonly ProblemCode[]): Record<number, RouteAnswer> {
  const documented: Record<number, RouteAnswer> = {};
  const titles = new Map<number, string[]>();
  for (const code of [...COMMON, ...codes]) {
    const kind = PROBLEMS[code];
    titles.set(kind.status, [...(titles.get(kind.status) ?? []), `\`${code}\`: ${kind.title}`]);
  }
  for (const [problemStatus, lines] of titles) {
    documented[problemStatus] = {
      description: lines.join('; '),
      schema: problem,
      contentType: 'application/problem+json',
    };
  }
  return documented;
}

const COMMON: readonly ProblemCode[] = ['unauthorized', 'forbidden', 'unavailable'];

/** The problems of a route that takes a body. */
export const BODY_PROBLEMS: readonly ProblemCode[] = [
  'validation',
  'malformed-request',
  'body-too-large',
  'unsupported-media-type',
];

/** The problems of a POST or PATCH with an Idempotency-Key. */
export const KEY_PROBLEMS: readonly ProblemCode[] = ['idempotency-key-reused', 'idempotency-key-in-progress'];
