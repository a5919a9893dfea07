import type { Response } from 'express';
import { CONTENT_SECURITY_POLICY } from '../asset-paths';
import { renderErrorPage } from '../error';
import { renderLinkProblemPage } from '../link-problem';
import type { LinkProblem, PageErrorStatus } from '../view-models';
import { answerErrorsWithPages } from '../../http/error-handler';
import type { ProblemStatus } from '../../http/problems';
import type { PageSetting } from './page-setting';

const LINK_PROBLEM_STATUS: Record<LinkProblem, number> = {
  altered: 403,
  unknown: 404,
  expired: 410,
  revoked: 410,
  over: 410,
};

/** The status whose words a person reads. Errors that only a program can make say that we could not read it. */
const PAGE_WORDS: Record<ProblemStatus, PageErrorStatus> = {
  400: 400,
  401: 400,
  403: 403,
  404: 404,
  405: 400,
  409: 409,
  412: 400,
  413: 413,
  415: 400,
  422: 422,
  500: 500,
  503: 503,
};

export function sendPage(response: Response, status: number, html: string): void {
  response.status(status).set('content-security-policy', CONTENT_SECURITY_POLICY).type('html').send(html);
}

export function sendLinkProblem(response: Response, setting: PageSetting, problem: LinkProblem): void {
  sendPage(response, LINK_PROBLEM_STATUS[problem], renderLinkProblemPage({ ...setting, problem }));
}

/** From here on, whatever goes wrong with this request is told to a person, in words. */
export function speakHtml(response: Response, setting: PageSetting, backTo: string | null): void {
  response.set('content-security-policy', CONTENT_SECURITY_POLICY);
  answerErrorsWithPages(response, (status, reference) => {
    return renderErrorPage({
      ...setting,
      status: PAGE_WORDS[status],
      detail: null,
      backTo,
      reference: status >= 500 ? reference : null,
    });
  });
}
