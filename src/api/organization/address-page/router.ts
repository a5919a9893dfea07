import type { Router } from 'express';
import { v7 as newId } from 'uuid';
import { DomainError } from '../../../domain/errors';
import { actIdFor } from '../../http/act-id';
import type { AdmitDeps, FormBody } from '../../pages/links/admit';
import { formActId, typedValues } from '../../pages/links/form-values';
import { noSuchPage, subjectPages, type PageAnswer, type Visit } from '../../pages/links/subject-pages';
import { ADDRESS_FOLDERS, nameOf, settledPage } from './link-target';
import { renderAddressQuestionPage } from './page';
import type { FieldError } from '../../pages/forms';
import { BUSY_NOTICE } from '../../pages/notices';
import { ADDRESS_OUTCOMES } from '../page/view/choices';
import type { AskedAddress } from '../page/view/view-models';
import type { NoticeView } from '../../pages/view-models';
import type { RequestActs, RequestRecord, RequestStore } from '../request-ports';

export interface AddressPageDeps extends AdmitDeps {
  readonly requests: RequestStore;
  readonly requestActs: Pick<RequestActs, 'confirm' | 'agree'>;
}

type RequestVisit = Visit<RequestRecord>;

/** Where a new address says whether leads should come to it, and where the old one agrees or stops it. */
export function addressPageRouter(deps: AddressPageDeps, asked: AskedAddress): Router {
  const pages = subjectPages(deps, {
    folder: ADDRESS_FOLDERS[asked],
    purpose: asked === 'new' ? 'contact-confirmation' : 'contact-agreement',
    find: (id) => deps.requests.find(id),
    leadsBack: false,
    formLimit: '10kb',
  });
  pages.at('', {
    show: (visit) => show(deps, asked, visit, { status: 200, notice: heardNotice(visit, asked), errors: [] }),
  });
  pages.at('/answer', { take: (visit, body) => answer(deps, asked, visit, body) });
  return pages.router;
}

function show(
  { setting }: AddressPageDeps,
  asked: AskedAddress,
  { content: request, token, path }: RequestVisit,
  answered: {
    readonly status: number;
    readonly notice: NoticeView | null;
    readonly errors: readonly FieldError[];
  },
): PageAnswer {
  const settled = settledPage(setting, request, asked);
  if (settled !== null) return { status: 200, html: settled.html };
  if (request.ask.kind !== 'contact-change') throw noSuchPage();
  const { status, notice, errors } = answered;
  const html = renderAddressQuestionPage({
    ...setting,
    asked,
    notice,
    token,
    organizationName: nameOf(request),
    newAddress: request.ask.contactEmail,
    form: { action: `${path}/answer`, actId: newId(), values: {}, errors },
  });
  return { status, html };
}

/** Says that the answer is kept, and for whom it waits. The same form can still say no. */
function heardNotice({ content: request }: RequestVisit, asked: AskedAddress): NoticeView | null {
  const { confirmedAt, agreedAt, agreedBy } = request;
  if (asked === 'new' && confirmedAt !== null) {
    const text = 'We ask the old address now. Referrals come here once somebody there agrees, or we do.';
    return { kind: 'success', heading: 'We have your answer', text };
  }
  if (asked === 'old' && agreedAt !== null) {
    const heading = agreedBy === 'organization' ? 'We have your answer' : 'We have agreed to it';
    const text = 'Referrals go to the new address once somebody there confirms it. You can still stop it.';
    return { kind: 'info', heading, text };
  }
  return null;
}

async function answer(
  deps: AddressPageDeps,
  asked: AskedAddress,
  visit: RequestVisit,
  form: FormBody,
): Promise<PageAnswer> {
  const values = typedValues(form);
  const says = ADDRESS_OUTCOMES.find((choice) => choice === values.outcome);
  if (says === undefined) {
    const errors = [{ field: 'outcome', message: 'Choose an answer.' } as const];
    return show(deps, asked, visit, { status: 422, notice: null, errors });
  }
  const { id: requestId } = visit.content;
  // A form pressed twice is one answer. The other answer by the same form is another one.
  const id = actIdFor(`${requestId} ${asked} ${formActId(form)}`, { says });
  const said = { id, requestId, says, at: deps.clock.now() };
  try {
    const request = await (asked === 'new' ? deps.requestActs.confirm(said) : deps.requestActs.agree(said));
    // Shown at once: a change that was decided has ended the old address's own link.
    const settled = settledPage(deps.setting, request, asked);
    if (settled !== null) return { status: 200, html: settled.html };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'unavailable') {
      return show(deps, asked, visit, { status: 503, notice: BUSY_NOTICE, errors: [] });
    }
    // Settled meanwhile. Its page says how.
    if (error.code !== 'request-closed') throw error;
  }
  return { goTo: visit.path };
}
