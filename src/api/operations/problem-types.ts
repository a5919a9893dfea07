import { z } from 'zod';
import { DomainError } from '../../domain/errors';
import { json } from '../http/answer';
import { defineRoute, type Route } from '../http/route';
import { PROBLEMS, type ProblemCode } from '../http/problems';
import { problem } from '../http/problem';

/** What a problem's `type` leads to when somebody follows it. */
export function problemRoute(): Route {
  return defineRoute({
    method: 'get',
    path: '/problems/{code}',
    tag: 'Operations',
    summary: 'What a problem type means',
    scope: null,
    params: z.object({ code: z.string() }),
    answers: {
      200: {
        description: 'The type',
        schema: z
          .object({ type: z.string(), title: z.string(), status: z.int() })
          .meta({ id: 'ProblemType' }),
      },
      404: { description: 'There is no such type', schema: problem, contentType: 'application/problem+json' },
    },
    async handle({ params: { code } }) {
      if (!Object.hasOwn(PROBLEMS, code))
        throw new DomainError('not-found', 'There is no such problem type.');
      const { status, title } = PROBLEMS[code as ProblemCode];
      return json(200, { type: `/problems/${code}`, title, status });
    },
  });
}
