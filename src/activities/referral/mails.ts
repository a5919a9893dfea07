import { nextBusinessInstant } from '../../domain/business-hours';
import { appointmentDeadline, contactDeadline } from '../../domain/deadlines';
import type { OrderOf } from '../../domain/mail-order';
import type { Program } from '../../domain/program';
import type { ProgramPolicy } from '../../domain/policy';
import { acceptBy } from '../../domain/referral/sent-times';
import { isUnsettled } from '../../domain/referral/state';
import { DAY_MS, plusMillis, type Instant } from '../../domain/time';
import { whyChosen } from '../../domain/routing/why-chosen';
import { renderAppointmentReminderMail } from '../../mail/appointment-reminder';
import { renderContactReminderMail } from '../../mail/contact-reminder';
import { renderAmendedMail } from '../../mail/amended';
import { renderLeadMail } from '../../mail/lead';
import { renderOverMail } from '../../mail/over';
import type { MailContext, RenderedMail } from '../../mail/types';
import type { MailMakers, OutboxMessage, Prepared } from '../follow/ports';
import { organizationLink } from '../organization/link';
import type { IssuedLink, LinkIssuer } from '../ports';
import type { LeadMailData, LeadMailReader } from './ports';

export interface LeadMailDeps {
  readonly policy: ProgramPolicy;
  readonly program: Program;
  readonly leadMails: LeadMailReader;
  readonly links: LinkIssuer;
}

/** A message about one assignment of one referral. */
interface About {
  readonly referralId: string;
  readonly assignmentId: string;
  readonly at: Instant;
}

type Render = (link: IssuedLink, context: MailContext, data: LeadMailData) => RenderedMail;

const OVERTAKEN = { outcome: 'overtaken' } as const;

/**
 * The mails of one assignment: the lead itself, its reminders, and notices of changes or of its end. No personal data
 * unless the policy says so.
 */
export function leadMails(deps: LeadMailDeps): Pick<MailMakers, 'lead' | 'reminder' | 'amended' | 'over'> {
  const { policy, program, leadMails } = deps;
  return {
    async lead(message, _order, at) {
      const about = aboutOf(message, at);
      const data = await leadMails.read(about.assignmentId);
      return data.ended ? OVERTAKEN : prepared(about, data, renderLead(about));
    },

    async reminder(message, order, at) {
      const about = aboutOf(message, at);
      const data = await leadMails.read(about.assignmentId);
      if (data.ended || !isAwaited(data, order)) return OVERTAKEN;
      const until = nextBusinessInstant(policy.calendar, at);
      if (until > at) return { outcome: 'outside-hours', until };
      return prepared(about, data, ({ url: link }, context) =>
        renderReminder(about, order, data, { ...context, link }),
      );
    },

    async amended(message, { parts }, at) {
      const about = aboutOf(message, at);
      const data = await leadMails.read(about.assignmentId);
      if (data.ended) return OVERTAKEN;
      return prepared(about, data, ({ url: link }, context) =>
        renderAmendedMail({ ...context, ...named(about, data), parts, link }),
      );
    },

    async over(message, { notice }, at) {
      const about = aboutOf(message, at);
      const data = await leadMails.read(about.assignmentId);
      return prepared(about, data, (_link, context) =>
        renderOverMail({ ...context, ...named(about, data), notice }),
      );
    },
  };

  function renderLead(about: About): Render {
    const { at } = about;
    return (link, context, data) =>
      renderLeadMail({
        ...context,
        ...summary(about, data),
        organizationName: data.organizationName,
        contactDueAt: contactDeadline(policy, at).dueAt,
        appointmentDueAt: appointmentDeadline(policy, at).dueAt,
        acceptBy: acceptBy(policy, at),
        whyChosen: whyChosen({
          ...data,
          county: data.lead.address.county,
          countyTerm: program.terms.county,
        }),
        link: link.url,
        linkExpiresAt: link.expiresAt,
        content:
          // Until it is accepted nobody may see more than the county, the language and the kind of help.
          policy.mail.leadContent === 'full' && policy.routing.acceptanceWindowMinutes === null
            ? { mode: 'full', lead: data.lead, subjectTag: policy.mail.subjectTag }
            : { mode: 'link' },
      });
  }

  function prepared({ assignmentId, at }: About, data: LeadMailData, render: Render): Prepared {
    const { contactEmail: recipient, organizationId } = data;
    const expiresAt = plusMillis(at, policy.links.validDays * DAY_MS);
    const to = { organizationId, recipient, expiresAt, at };
    const link = { purpose: 'assignment', subjectId: assignmentId, ...to } as const;
    return {
      recipient,
      compose: async () => {
        const [own, organizations] = await Promise.all([
          deps.links.linkFor(link),
          organizationLink(deps, organizationId, recipient, at),
        ]);
        const context = { program, zone: policy.calendar.zone, organizationLink: organizations };
        return render(own, context, data);
      },
    };
  }
}

function aboutOf({ id, referralId, assignmentId }: OutboxMessage, at: Instant): About {
  if (referralId === null || assignmentId === null) throw new Error(`message ${id} is about no assignment`);
  return { referralId, assignmentId, at };
}

/** Whether the deadline that the reminder was made for still counts. */
function isAwaited({ clocks }: LeadMailData, { milestone, dueAt }: OrderOf<'reminder'>): boolean {
  const clock = clocks?.[milestone];
  return clock !== undefined && clock.dueAt === dueAt && clock.state !== 'paused' && isUnsettled(clock);
}

function renderReminder(
  about: About,
  { milestone }: OrderOf<'reminder'>,
  data: LeadMailData,
  context: MailContext & { readonly link: string },
): RenderedMail {
  if (data.sentAt === null || data.clocks === null) throw new Error('a reminder before the lead was sent');
  const common = { ...context, ...summary(about, data) };
  const { sentAt, contactMade, appointmentAt } = data;
  switch (milestone) {
    case 'contact':
      return renderContactReminderMail({ ...common, sentAt, contactDueAt: data.clocks.contact.dueAt });
    case 'appointment':
      return renderAppointmentReminderMail({
        ...common,
        contactMade,
        appointmentAt,
        now: about.at,
        appointmentDueAt: data.clocks.appointment.dueAt,
      });
    default:
      return milestone satisfies never;
  }
}

function named({ referralId: reference }: About, { lead }: LeadMailData) {
  return { reference, county: lead.address.county };
}

function summary(about: About, data: LeadMailData) {
  const { assistance, consumer } = data.lead;
  return { ...named(about, data), assistance, language: consumer.preferredLanguage };
}
