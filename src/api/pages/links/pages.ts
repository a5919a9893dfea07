import type { Response } from 'express';
import { CONTENT_SECURITY_POLICY } from '../asset-paths';
import { renderErrorPage } from '../error';
import { renderLinkProblemPage } from '../link-problem';
import { PAGE_ERRORS, type LinkProblem, type PageErrorStatus } from '../view-models';
import { answerErrorsWithPages } from '../../http/error-handler';
import type { PageSetting } from './page-setting';

const LINK_PROBLEM_STATUS: Record<LinkProblem, number> = {
  altered: 403,
  unknown: 404,
  expired: 410,
  revoked: 410,
  over: 410,
};

export function sendPage(response: Response, status: number, html: string): void {
  response.status(status).set('content-security-policy', CONTENT_SECURITY_POLICY).type('html').send(html);
}

export function sendLinkProblem(response: Response, setting: PageSetting, problem: LinkProblem): void {
  sendPage(response, LINK_PROBLEM_STATUS[problem], renderLinkProblemPage({ ...setting, problem }));
}

/** Whatever goes wrong with this request from here on is told to a person, in words. */
export function speakHtml(response: Response, setting: PageSetting, backTo: string | null): void {
  response.set('content-security-policy', CONTENT_SECURITY_POLICY);
  answerErrorsWithPages(response, (status, reference) => {
    const words: PageErrorStatus = PAGE_ERRORS.find((known) => known === status) ?? 400;
    return renderErrorPage({
      ...setting,
      status: words,
      detail: null,
      backTo,
      reference: status >= 500 ? reference : null,
    });
  });
}
