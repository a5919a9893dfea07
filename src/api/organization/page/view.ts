import { v7 as newId } from 'uuid';
import { languageTag } from '../../../domain/language/read-language';
import { languageName } from '../../../domain/language/names';
import { requestKindWords } from '../../../domain/words';
import { localDateIn, type Instant } from '../../../domain/time';
import { formatInstant } from '../../../domain/wording';
import { REQUEST_KINDS, type RequestKind } from '../../../domain/vocabulary';
import type { PageSetting } from '../../pages/links/page-setting';
import type { OrganizationFormView, OrganizationView } from './view/view-models';
import type { NoticeView } from '../../pages/view-models';
import type { OrganizationRecord } from '../ports';
import type { RequestRecord } from '../request-ports';
import type { OpenReferrals } from './ports';
import type { RequestForm } from './submit-form';

export interface PageState {
  readonly path: string;
  readonly token: string;
  readonly sessionEndsAt: Instant;
  readonly now: Instant;
  readonly notice: NoticeView | null;
  readonly returned: RequestForm | null;
}

export interface PageContent {
  readonly organization: OrganizationRecord;
  readonly requests: readonly RequestRecord[];
  readonly open: Awaited<ReturnType<OpenReferrals['of']>>;
}

export function organizationView(
  setting: PageSetting,
  { organization, requests, open }: PageContent,
  countyName: (fips: string) => string,
  page: PageState,
): OrganizationView {
  const today = localDateIn(setting.zone, page.now);
  const ahead = <Days extends { readonly until: string | null }>(days: readonly Days[]) =>
    days.filter(({ until }) => until === null || until >= today);
  const suspensions = ahead(organization.suspensions).map(({ from, until, imposedBy }) => ({
    from,
    until,
    byExchange: imposedBy === 'exchange',
  }));
  const { status, suspendedBy, type, contactEmail, contactVerified, languages, capacity, held } =
    organization;
  return {
    ...setting,
    notice: page.notice,
    organizationName: organization.name,
    type,
    contactEmail,
    contactVerified,
    languages,
    capacity,
    held,
    suspensions,
    counties: organization.counties.map(countyName),
    absences: ahead(organization.absences),
    suspendedBy: status === 'active' ? null : suspendedBy === 'organization' ? 'organization' : 'exchange',
    requests: requests.map(({ kind, state, createdAt, dueAt, note }) => ({
      kind,
      state,
      askedAt: createdAt,
      dueAt,
      note,
    })),
    referrals: open.referrals,
    referralCount: open.count,
    sessionEndsAt: page.sessionEndsAt,
    token: page.token,
    forms: REQUEST_KINDS.filter(
      (kind) => kind !== 'resume' || status === 'suspended' || suspensions.length > 0,
    ).map((kind) => formView(kind, page, organization, countyName)),
  };
}

/** Lists are filled in with what is on record, so that a line can be added to them. */
function formView(
  name: RequestKind,
  { path, returned }: PageState,
  { counties, languages }: OrganizationRecord,
  countyName: (fips: string) => string,
): OrganizationFormView {
  const action = `${path}/${name}`;
  if (returned?.kind === name) {
    const { actId, values, errors } = returned;
    return { name, action, actId, values, errors };
  }
  const known = {
    ...(name === 'counties' ? { counties: counties.map(countyName).join('\n') } : {}),
    ...(name === 'languages' ? { languages: languages.map(languageLine).join('\n') } : {}),
  };
  return { name, action, actId: newId(), values: known, errors: [] };
}

function languageLine(tag: string): string {
  const name = languageName(tag);
  return languageTag(name) === tag ? name : tag;
}

/** Says what became of the request that was just sent. */
export function noticeOf(request: RequestRecord | null, { zone, program }: PageSetting): NoticeView | null {
  if (request === null) return null;
  const what = requestKindWords(program.terms.county)[request.kind];
  switch (request.state) {
    case 'approved':
      return {
        kind: 'success',
        heading: `Done: ${what}`,
        text: 'It is in place, or starts on the day you chose.',
      };
    case 'awaiting-confirmation':
      return {
        kind: 'info',
        heading: 'Please look into the new mailbox',
        text: 'We have sent a mail there, and one to the old address. Referrals go to the new one once it confirms, and the old one or we agree.',
      };
    case 'open':
      return {
        kind: 'success',
        heading: `We have your request: ${what}`,
        text: `If it needs an answer, you get it by ${formatInstant(request.dueAt, zone)}.`,
      };
    case 'refused':
    case 'expired':
      return { kind: 'info', heading: `Answered: ${what}`, text: request.note };
    default:
      return request.state satisfies never;
  }
}
