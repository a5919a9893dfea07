import type { Router } from 'express';
import { ESCALATION_ACTS, type EscalationAct } from '../../../domain/escalation/acts';
import { noticeOf } from './history';
import type { PerformDeps } from './perform';
import type { EscalationPages, EscalationRecord } from './ports';
import { submitForm } from './submit-form';
import { escalationView, type EscalationForm } from './view';
import type { AdmitDeps, FormBody } from '../../pages/links/admit';
import { subjectPages, type PageAnswer, type Visit } from '../../pages/links/subject-pages';
import { renderEscalationPage } from './view/page';
import type { NoticeView } from '../../pages/view-models';

export type EscalationPageDeps = AdmitDeps & PerformDeps & { readonly escalationPages: EscalationPages };

type EscalationVisit = Visit<EscalationRecord>;

/** The page behind the button of an escalation's link, and what can be done there. */
export function escalationPageRouter(deps: EscalationPageDeps): Router {
  const pages = subjectPages(deps, {
    folder: 'escalations',
    purpose: 'escalation',
    find: (id) => deps.escalationPages.find(id, deps.clock.now()),
  });
  pages.at('', {
    show(visit, request) {
      const { done } = request.query;
      const notice = noticeOf(visit.content, typeof done === 'string' ? done : null, deps.setting.zone);
      return show(deps, visit, { status: 200, notice, returned: null });
    },
  });
  for (const form of ESCALATION_ACTS) {
    pages.at(`/${form}`, { take: (visit, body) => act(deps, visit, form, body) });
  }
  return pages.router;
}

function show(
  deps: EscalationPageDeps,
  { content: record, session, path, token }: EscalationVisit,
  answer: {
    readonly status: number;
    readonly notice: NoticeView | null;
    readonly returned: EscalationForm | null;
  },
): PageAnswer {
  const { status, notice, returned } = answer;
  const page = { path, token, notice, returned, sessionEndsAt: session.endsAt, now: deps.clock.now() };
  return { status, html: renderEscalationPage(escalationView(deps.setting, record, page)) };
}

async function act(
  deps: EscalationPageDeps,
  visit: EscalationVisit,
  form: EscalationAct,
  body: FormBody,
): Promise<PageAnswer> {
  const { content: record, path } = visit;
  const submitted = await submitForm(deps, { record, form, body, now: deps.clock.now() });
  if (submitted.outcome === 'done') return { goTo: `${path}?done=${submitted.actId}` };
  const latest = await deps.escalationPages.find(record.id, deps.clock.now());
  return show(deps, { ...visit, content: latest ?? record }, submitted);
}
