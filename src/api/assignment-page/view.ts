import { v7 as newId } from 'uuid';
import type { ProgramContact } from '../../domain/program-contact';
import type { Instant, Zone } from '../../domain/time';
import { RESOLUTIONS, RESOLUTIONS_WITHOUT_CONTACT } from '../../domain/vocabulary';
import type { FieldError, FormName, FormValues } from '../pages/forms';
import type {
  ActFormView,
  AssignmentFormsView,
  AssignmentOverView,
  AssignmentView,
  ContactView,
  LinkSummaryView,
  NoticeView,
  OverReason,
} from '../pages/view-models';
import type { AssignmentRecord } from '../ports';
import { historyOf } from './history';
import { whyChosen } from './why-chosen';

export interface PageSetting {
  readonly program: ProgramContact;
  readonly zone: Zone;
}

/** A form that came back: what was typed in it, and what is wrong with that. */
export interface ReturnedForm {
  readonly name: FormName;
  readonly actId: string;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
}

export function linkSummary(setting: PageSetting, record: AssignmentRecord): LinkSummaryView {
  const { lead, organizationName, milestones } = record;
  return {
    ...setting,
    organizationName,
    assistance: lead.assistance,
    county: lead.address.county,
    language: lead.consumer.preferredLanguage,
    contact: milestones.find(({ name }) => name === 'contact') ?? null,
  };
}

export function overView(
  setting: PageSetting,
  record: AssignmentRecord,
  reason: OverReason,
  notice: NoticeView | null,
): AssignmentOverView {
  const { referralId: reference, endedAt } = record;
  const resolution = reason === 'resolved' ? record.resolution : null;
  return { ...setting, notice, reference, reason, endedAt, resolution };
}

export function assignmentView(
  setting: PageSetting,
  record: AssignmentRecord,
  page: {
    readonly path: string;
    readonly token: string;
    readonly sessionEndsAt: Instant;
    readonly notice: NoticeView | null;
    readonly returned: ReturnedForm | null;
  },
): AssignmentView {
  const { organizationName, status, sentAt, lead, milestones, appointment, resolution } = record;
  return {
    ...setting,
    ...{ organizationName, status, sentAt, lead, milestones, appointment, resolution },
    notice: page.notice,
    reference: record.referralId,
    sessionEndsAt: page.sessionEndsAt,
    contact: latestContact(record),
    whyChosen: whyChosen(record),
    history: historyOf(record.events, setting.zone),
    token: page.token,
    forms: possibleForms(record, page.path, page.returned),
  };
}

function latestContact({ contactMadeOn, events }: AssignmentRecord): ContactView | null {
  if (contactMadeOn !== null) return { made: true, on: contactMadeOn };
  const attempt = events.findLast((event) => event.type === 'contact-attempted');
  return attempt === undefined ? null : { made: false, on: attempt.on };
}

/** The acts that the workflow would take now, as far as the read model can tell; the workflow has the last word. */
function possibleForms(
  { contactMadeOn, appointment }: AssignmentRecord,
  path: string,
  returned: ReturnedForm | null,
): AssignmentFormsView {
  const form = (name: FormName): ActFormView => {
    const action = `${path}/${name}`;
    if (returned?.name !== name) return { action, actId: newId(), values: {}, errors: [] };
    return { action, actId: returned.actId, values: returned.values, errors: returned.errors };
  };
  const contactMade = contactMadeOn !== null;
  return {
    contact: contactMade ? null : form('contact'),
    appointment: contactMade && appointment?.held !== true ? form('appointment') : null,
    resolution: {
      ...form('resolution'),
      choices: contactMade ? RESOLUTIONS : RESOLUTIONS_WITHOUT_CONTACT,
    },
    decline: form('decline'),
  };
}
