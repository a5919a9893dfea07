import { nextBusinessInstant } from '../../domain/business-hours';
import { appointmentDeadline, contactDeadline } from '../../domain/deadlines';
import type { OrderOf } from '../../domain/mail-order';
import type { ProgramContact } from '../../domain/program-contact';
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
import type { IssuedLink, LeadMailFacts, LinkIssuer, MailReader } from '../ports';

export interface LeadMailDeps {
  readonly policy: ProgramPolicy;
  readonly program: ProgramContact;
  readonly mailReader: MailReader;
  readonly links: LinkIssuer;
}

/** A message about one assignment of one referral. */
interface About {
  readonly referralId: string;
  readonly assignmentId: string;
  readonly at: Instant;
}

type Render = (link: IssuedLink, context: MailContext, facts: LeadMailFacts) => RenderedMail;

const OVERTAKEN = { outcome: 'overtaken' } as const;

/**
 * The mails of one assignment: the lead itself, its reminders, and notices of changes or of its end. No personal data
 * unless the policy says so.
 */
export function leadMails(deps: LeadMailDeps): Pick<MailMakers, 'lead' | 'reminder' | 'amended' | 'over'> {
  const { policy, program, mailReader } = deps;
  return {
    async lead(message, _order, at) {
      const about = aboutOf(message, at);
      const facts = await mailReader.leadMail(about.assignmentId);
      return facts.ended ? OVERTAKEN : prepared(about, facts, renderLead(about));
    },

    async reminder(message, order, at) {
      const about = aboutOf(message, at);
      const facts = await mailReader.leadMail(about.assignmentId);
      if (facts.ended || !isAwaited(facts, order)) return OVERTAKEN;
      const until = nextBusinessInstant(policy.calendar, at);
      if (until > at) return { outcome: 'outside-hours', until };
      return prepared(about, facts, ({ url: link }, context) =>
        renderReminder(about, order, facts, { ...context, link }),
      );
    },

    async amended(message, { parts }, at) {
      const about = aboutOf(message, at);
      const facts = await mailReader.leadMail(about.assignmentId);
      if (facts.ended) return OVERTAKEN;
      return prepared(about, facts, ({ url: link }, context) =>
        renderAmendedMail({ ...context, ...named(about, facts), parts, link }),
      );
    },

    async over(message, { notice }, at) {
      const about = aboutOf(message, at);
      const facts = await mailReader.leadMail(about.assignmentId);
      return prepared(about, facts, (_link, context) =>
        renderOverMail({ ...context, ...named(about, facts), notice }),
      );
    },
  };

  function renderLead(about: About): Render {
    const { at } = about;
    return (link, context, facts) =>
      renderLeadMail({
        ...context,
        ...summary(about, facts),
        organizationName: facts.organizationName,
        contactDueAt: contactDeadline(policy, at).dueAt,
        appointmentDueAt: appointmentDeadline(policy, at).dueAt,
        acceptBy: acceptBy(policy, at),
        whyChosen: whyChosen({ ...facts, county: facts.lead.address.county }),
        link: link.url,
        linkExpiresAt: link.expiresAt,
        content:
          // Until it is accepted nobody may see more than the county, the language and the kind of help.
          policy.mail.leadContent === 'full' && policy.routing.acceptanceWindowMinutes === null
            ? { mode: 'full', lead: facts.lead, subjectTag: policy.mail.subjectTag }
            : { mode: 'link' },
      });
  }

  function prepared({ assignmentId, at }: About, facts: LeadMailFacts, render: Render): Prepared {
    const { contactEmail: recipient, organizationId } = facts;
    const expiresAt = plusMillis(at, policy.links.validDays * DAY_MS);
    const link = { purpose: 'assignment', subjectId: assignmentId, recipient, expiresAt, at } as const;
    return {
      recipient,
      compose: async () => {
        const [own, organizations] = await Promise.all([
          deps.links.linkFor(link),
          organizationLink(deps, organizationId, recipient, at),
        ]);
        const context = { program, zone: policy.calendar.zone, organizationLink: organizations };
        return render(own, context, facts);
      },
    };
  }
}

function aboutOf({ id, referralId, assignmentId }: OutboxMessage, at: Instant): About {
  if (referralId === null || assignmentId === null) throw new Error(`message ${id} is about no assignment`);
  return { referralId, assignmentId, at };
}

/** Whether the deadline that the reminder was made for still counts. */
function isAwaited({ clocks }: LeadMailFacts, { milestone, dueAt }: OrderOf<'reminder'>): boolean {
  const clock = clocks?.[milestone];
  return clock !== undefined && clock.dueAt === dueAt && clock.state !== 'paused' && isUnsettled(clock);
}

function renderReminder(
  about: About,
  { milestone }: OrderOf<'reminder'>,
  facts: LeadMailFacts,
  context: MailContext & { readonly link: string },
): RenderedMail {
  if (facts.sentAt === null || facts.clocks === null) throw new Error('a reminder before the lead was sent');
  const common = { ...context, ...summary(about, facts) };
  const { sentAt, contactMade, appointmentAt } = facts;
  switch (milestone) {
    case 'contact':
      return renderContactReminderMail({ ...common, sentAt, contactDueAt: facts.clocks.contact.dueAt });
    case 'appointment':
      return renderAppointmentReminderMail({
        ...common,
        contactMade,
        appointmentAt,
        appointmentDueAt: facts.clocks.appointment.dueAt,
      });
    default:
      return milestone satisfies never;
  }
}

function named({ referralId: reference }: About, { lead }: LeadMailFacts) {
  return { reference, county: lead.address.county };
}

function summary(about: About, facts: LeadMailFacts) {
  const { assistance, consumer } = facts.lead;
  return { ...named(about, facts), assistance, language: consumer.preferredLanguage };
}
