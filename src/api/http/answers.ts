import type { z } from 'zod';
import type { ProblemCode } from './problems';
import type { RouteAnswers } from './route';

/** A good answer with its schema, and the problems of the route's own beside it. */
export function answers(
  status: number,
  description: string,
  schema: z.ZodType,
  ...problems: readonly ProblemCode[]
): RouteAnswers {
  return { good: { [status]: { description, schema } }, problems };
}

/** Like `answers`, for a file. */
export function fileAnswers(
  description: string,
  contentType: string,
  ...problems: readonly ProblemCode[]
): RouteAnswers {
  return { good: { 200: { description, contentType, binary: true } }, problems };
}
