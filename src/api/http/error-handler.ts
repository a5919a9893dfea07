import type { ErrorRequestHandler, Response } from 'express';
import { locals, type Locals } from './locals';
import { send } from './mount';
import { requestId } from './request-log';
import type { Log } from './log';
import { problemAnswer, problemCode, PROBLEMS } from './problems';

/** From here on, errors of this request are answered as a page. */
export function answerErrorsWithPages(response: Response, render: NonNullable<Locals['renderError']>): void {
  locals(response).renderError = render;
}

/**
 * The one place where an error becomes an answer. No internal detail leaves. Errors of status 500 and above are logged.
 */
export function errorHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const code = problemCode(error);
    const { status } = PROBLEMS[code];
    if (status >= 500) {
      const fields = { err: error, requestId: requestId(response), code };
      if (code === 'internal') log.error(fields, 'request failed');
      else log.warn(fields, 'request could not be served');
    }
    if (response.headersSent) {
      next(error);
      return;
    }
    const { renderError } = locals(response);
    const answer = problemAnswer(error);
    if (renderError !== undefined) {
      const { 'content-type': _json, location: _location, ...headers } = answer.headers;
      response
        .status(status)
        .set(headers)
        .type('html')
        .send(renderError(status, requestId(response)));
      return;
    }
    send(response, answer);
  };
}
