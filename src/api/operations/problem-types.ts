import { z } from 'zod';
import { DomainError } from '../../domain/errors';
import { answers } from '../http/answers';
import { json } from '../http/answer';
import { defineRoute, type Route } from '../http/route';
import { PROBLEMS, type ProblemCode } from '../http/problems';

const problemType = z
  .object({ type: z.string(), title: z.string(), status: z.int() })
  .meta({ id: 'ProblemType' });

/** What a problem's `type` leads to when somebody follows it. */
export function problemRoute(): Route {
  return defineRoute({
    method: 'get',
    path: '/problems/{code}',
    tag: 'Operations',
    operationId: 'getProblemType',
    summary: 'What a problem type means',
    description: 'The address that a problem’s `type` holds.',
    scope: null,
    params: z.object({ code: z.string() }),
    answers: answers(200, 'The type', problemType),
    async handle({ params: { code } }) {
      if (!Object.hasOwn(PROBLEMS, code))
        throw new DomainError('not-found', 'There is no such problem type.');
      const { status, title } = PROBLEMS[code as ProblemCode];
      return json(200, { type: `/problems/${code}`, title, status });
    },
  });
}
