import type { Router } from 'express';
import { v7 as newId, validate as isUuid } from 'uuid';
import { DomainError } from '../../../domain/errors';
import type { AdmitDeps, FormBody } from '../../pages/links/admit';
import { typedValues } from '../../pages/links/form-values';
import { noSuchPage, subjectPages, type PageAnswer, type Visit } from '../../pages/links/subject-pages';
import { nameOf, settledPage } from './link-target';
import { renderContactConfirmationPage } from './page';
import { ACT_ID_FIELD, type FieldError } from '../../pages/forms';
import { BUSY_NOTICE } from '../../pages/notices';
import { CONFIRM_OUTCOMES } from '../page/view/choices';
import type { NoticeView } from '../../pages/view-models';
import type { RequestActs, RequestRecord, RequestStore } from '../request-ports';

export interface ContactPageDeps extends AdmitDeps {
  readonly requests: RequestStore;
  readonly requestActs: Pick<RequestActs, 'confirm'>;
}

type RequestVisit = Visit<RequestRecord>;

/** Where a new address says whether leads should come to it. */
export function contactPageRouter(deps: ContactPageDeps): Router {
  const pages = subjectPages(deps, {
    folder: 'contact-confirmations',
    find: (id) => deps.requests.find(id),
    leadsBack: false,
    formLimit: '10kb',
  });
  pages.at('', { show: (visit) => show(deps, visit, { status: 200, notice: null, errors: [] }) });
  pages.at('/answer', { take: (visit, body) => answer(deps, visit, body) });
  return pages.router;
}

function show(
  { setting }: ContactPageDeps,
  { content: request, token, path }: RequestVisit,
  answered: {
    readonly status: number;
    readonly notice: NoticeView | null;
    readonly errors: readonly FieldError[];
  },
): PageAnswer {
  const settled = settledPage(setting, request);
  if (settled !== null) return { status: 200, html: settled.html };
  if (request.ask.kind !== 'contact-change') throw noSuchPage();
  const { status, notice, errors } = answered;
  const html = renderContactConfirmationPage({
    ...setting,
    notice,
    token,
    organizationName: nameOf(request),
    newAddress: request.ask.contactEmail,
    form: { action: `${path}/answer`, actId: newId(), values: {}, errors },
  });
  return { status, html };
}

async function answer(deps: ContactPageDeps, visit: RequestVisit, form: FormBody): Promise<PageAnswer> {
  const values = typedValues(form);
  const outcome = CONFIRM_OUTCOMES.find((choice) => choice === values.outcome);
  if (outcome === undefined) {
    const errors = [{ field: 'outcome', message: 'Choose an answer.' } as const];
    return show(deps, visit, { status: 422, notice: null, errors });
  }
  try {
    await deps.requestActs.confirm({
      id: actIdOf(form),
      requestId: visit.content.id,
      confirmed: outcome === 'yes',
      at: deps.clock.now(),
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'unavailable') {
      return show(deps, visit, { status: 503, notice: BUSY_NOTICE, errors: [] });
    }
    // Settled meanwhile. Its page says how.
    if (error.code !== 'request-closed') throw error;
  }
  return { goTo: visit.path };
}

/** The form's own id. A form pressed twice is one answer. */
function actIdOf(form: FormBody): string {
  const sent = form[ACT_ID_FIELD];
  return typeof sent === 'string' && isUuid(sent) ? sent : newId();
}
