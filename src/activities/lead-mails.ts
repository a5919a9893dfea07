import { businessMinutesLater, nextBusinessInstant } from '../domain/business-hours';
import { appointmentDeadline, contactDeadline } from '../domain/deadlines';
import type { ProgramContact } from '../domain/program-contact';
import type { ProgramPolicy } from '../domain/policy';
import { DAY_MS, plusMillis, type Instant } from '../domain/time';
import { whyChosen } from '../domain/why-chosen';
import { renderAppointmentReminderMail } from '../mail/appointment-reminder';
import { renderContactReminderMail } from '../mail/contact-reminder';
import { renderAmendedMail } from '../mail/amended';
import { renderLeadMail } from '../mail/lead';
import { renderOverMail } from '../mail/over';
import type { MailContext, RenderedMail } from '../mail/types';
import type { MailCommand, ReferralActivities } from '../workflows/referral/activities';
import { deliver, type DeliveryDeps } from './deliver';
import { organizationLink } from './organization-link';
import type { IssuedLink, LeadMailFacts, LinkIssuer, MailReader } from './ports';
import type { MessageKind, MilestoneName } from '../domain/vocabulary';

interface Deps extends DeliveryDeps {
  readonly policy: ProgramPolicy;
  readonly program: ProgramContact;
  readonly mailReader: MailReader;
  readonly links: LinkIssuer;
}

type Render = (link: IssuedLink, context: MailContext) => RenderedMail;

/** The mails of one assignment: the lead itself, its reminders, and what becomes of it. No personal data unless the policy says so. */
export function leadMails(deps: Deps): Pick<ReferralActivities, 'sendLead' | 'sendReminder' | 'sendNotice'> {
  const { policy, program, mailReader } = deps;
  return {
    async sendLead(command) {
      const facts = await mailReader.leadMail(command.assignmentId);
      return send(command, 'lead', facts, (link, context) =>
        renderLeadMail({
          ...context,
          ...summary(command, facts),
          organizationName: facts.organizationName,
          contactDueAt: contactDeadline(policy, command.at).dueAt,
          appointmentDueAt: appointmentDeadline(policy, command.at).dueAt,
          acceptBy: acceptBy(command.at),
          whyChosen: whyChosen({ ...facts, county: facts.lead.address.county }),
          link: link.url,
          linkExpiresAt: link.expiresAt,
          content:
            // Until it is accepted nobody may see more than the county, the language and the kind of help.
            policy.mail.leadContent === 'full' && policy.routing.acceptanceWindowMinutes === null
              ? { mode: 'full', lead: facts.lead, subjectTag: policy.mail.subjectTag }
              : { mode: 'link' },
        }),
      );
    },

    async sendReminder({ milestone, dueAt, ...command }) {
      const until = nextBusinessInstant(policy.calendar, command.at);
      if (until > command.at) return { outcome: 'outside-hours', until };
      const facts = await mailReader.leadMail(command.assignmentId);
      // A resumed clock reminds again, of its new deadline.
      const kind = `${milestone}-reminder` as const;
      const render: Render = ({ url }, context) =>
        renderReminder(command, milestone, facts, { ...context, link: url });
      return send(command, kind, facts, render, dueAt);
    },

    async sendNotice(command) {
      const facts = await mailReader.leadMail(command.assignmentId);
      const about = { reference: command.referralId, county: facts.lead.address.county };
      const { noticeId } = command;
      switch (command.notice) {
        case 'amended': {
          const { parts } = command;
          const render: Render = ({ url: link }, context) =>
            renderAmendedMail({ ...context, ...about, parts, link });
          return send(command, 'amended', facts, render, noticeId);
        }
        case 'withdrawn':
        case 'reassigned': {
          const { notice } = command;
          const render: Render = (_link, context) => renderOverMail({ ...context, ...about, notice });
          return send(command, notice, facts, render, noticeId);
        }
        default:
          return command satisfies never;
      }
    },
  };

  function acceptBy(at: Instant): Instant | null {
    const minutes = policy.routing.acceptanceWindowMinutes;
    return minutes === null ? null : businessMinutesLater(policy.calendar, at, minutes);
  }

  function renderReminder(
    command: MailCommand,
    milestone: MilestoneName,
    facts: LeadMailFacts,
    context: MailContext & { readonly link: string },
  ): RenderedMail {
    if (facts.sentAt === null || facts.dueAt === null) throw new Error('a reminder before the lead was sent');
    const common = { ...context, ...summary(command, facts) };
    switch (milestone) {
      case 'contact':
        return renderContactReminderMail({
          ...common,
          sentAt: facts.sentAt,
          contactDueAt: facts.dueAt.contact,
        });
      case 'appointment':
        return renderAppointmentReminderMail({
          ...common,
          contactMade: facts.contactMade,
          appointmentAt: facts.appointmentAt,
          appointmentDueAt: facts.dueAt.appointment,
        });
      default:
        return milestone satisfies never;
    }
  }

  function send(
    { referralId, assignmentId, at }: MailCommand,
    kind: MessageKind,
    facts: LeadMailFacts,
    render: Render,
    /** Tells apart the mails of one kind. */
    which: string | null = null,
  ) {
    const key = [`referral-${referralId}`, assignmentId, kind, ...(which === null ? [] : [which])].join('/');
    const recipient = facts.contactEmail;
    const { organizationId } = facts;
    const expiresAt = plusMillis(at, policy.links.validDays * DAY_MS);
    const link = { purpose: 'assignment', subjectId: assignmentId, recipient, expiresAt, at } as const;
    return deliver(
      deps,
      { key, kind, recipient, referralId, escalationId: null, organizationId, at },
      async () => {
        const context = {
          program,
          zone: policy.calendar.zone,
          organizationLink: await organizationLink(deps, organizationId, recipient, at),
        };
        return render(await deps.links.linkFor(link), context);
      },
    );
  }
}

function summary({ referralId }: MailCommand, { lead }: LeadMailFacts) {
  return {
    reference: referralId,
    assistance: lead.assistance,
    county: lead.address.county,
    language: lead.consumer.preferredLanguage,
  };
}
