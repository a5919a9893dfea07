import { v7 as newId } from 'uuid';
import type { EscalationAct } from '../../../domain/escalation/acts';
import { canBeGiven, capacityHelps, liftingHelps } from '../../../domain/escalation/can-help';
import { ESCALATIONS } from '../../../domain/escalation/table';
import type { Instant } from '../../../domain/time';
import type { PageSetting } from '../../pages/links/page-setting';
import type { EscalationFormView, EscalationSummaryView, EscalationView } from './view/view-models';
import type { ReturnedForm } from '../../pages/links/returned-form';
import type { NoticeView } from '../../pages/view-models';
import { historyOf } from './history';
import type { EscalationRecord } from './ports';

/** One of the page's forms that came back. */
export interface EscalationForm extends ReturnedForm {
  readonly name: EscalationAct;
}

export function escalationSummary(setting: PageSetting, record: EscalationRecord): EscalationSummaryView {
  const { kind, open, county, dueAt, organization } = record;
  return { ...setting, kind, open, county, dueAt, organizationName: organization?.name ?? null };
}

export function escalationView(
  setting: PageSetting,
  record: EscalationRecord,
  page: {
    readonly path: string;
    readonly token: string;
    readonly sessionEndsAt: Instant;
    readonly now: Instant;
    readonly notice: NoticeView | null;
    readonly returned: EscalationForm | null;
  },
): EscalationView {
  const {
    openedAt,
    occurrences,
    owner,
    assisterType,
    request,
    referrals,
    referralCount,
    choices,
    told,
    changes,
  } = record;
  const { path, returned, notice, token, sessionEndsAt } = page;
  return {
    ...escalationSummary(setting, record),
    openedAt,
    occurrences,
    owner,
    assisterType,
    request,
    referrals,
    referralCount,
    choices,
    told,
    changes,
    notice,
    token,
    sessionEndsAt,
    cause: ESCALATIONS[record.kind].cause(record.cause, setting.zone),
    overdue: record.open && page.now > record.dueAt,
    contactEmail: record.organization?.contactEmail ?? null,
    history: historyOf(record, setting.zone),
    forms: possibleForms(record).map((name): EscalationFormView => {
      const action = `${path}/${name}`;
      return returned?.name === name
        ? { ...returned, action }
        : { name, action, actId: newId(), values: {}, errors: [] };
    }),
  };
}

/** What helps with this cause and is possible now. The use case has the last word. */
export function possibleForms(record: EscalationRecord): EscalationAct[] {
  if (!record.open) return [];
  const [referral] = record.referrals;
  const contacted = referral !== undefined && referral.contactMadeOn !== null;
  return ESCALATIONS[record.kind].acts.filter((form) => {
    switch (form) {
      case 'contact':
        return referral !== undefined && !contacted;
      case 'held':
        return contacted;
      case 'give':
        // Whom the rules may choose can be chosen by a person, too.
        return referral !== undefined && record.choices.some(canBeGiven);
      case 'withdraw':
        return referral !== undefined;
      case 'capacity':
        return record.choices.some(capacityHelps);
      case 'lift':
        return record.choices.some(liftingHelps);
      case 'address':
      case 'suspend':
        return (
          record.organization !== null && (form === 'address' || record.organization.status === 'active')
        );
      case 'reroute':
        return record.organization !== null && record.referralCount > 0;
      case 'answer':
        return record.request !== null;
      case 'close':
        return true;
      default:
        return form satisfies never;
    }
  });
}
