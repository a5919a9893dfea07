import { nextBusinessInstant } from '../domain/business-hours';
import { appointmentDeadline, contactDeadline } from '../domain/deadlines';
import { countyName } from '../domain/terms';
import type { ProgramContact } from '../domain/program-contact';
import type { ProgramPolicy } from '../domain/policy';
import { DAY_MS, plusMillis } from '../domain/time';
import { renderAppointmentReminderMail } from '../mail/appointment-reminder';
import { renderContactReminderMail } from '../mail/contact-reminder';
import { renderLeadMail } from '../mail/lead';
import type { RenderedMail } from '../mail/types';
import type { MailCommand, ReferralActivities } from '../workflows/referral/activities';
import { deliver, type DeliveryDeps } from './deliver';
import type { AssignmentLink, LeadMailFacts, LinkIssuer, MailReader } from './ports';
import type { MilestoneName } from '../domain/vocabulary';

interface Deps extends DeliveryDeps {
  readonly policy: ProgramPolicy;
  readonly program: ProgramContact;
  readonly mailReader: MailReader;
  readonly links: LinkIssuer;
}

/** The mails of one assignment: the lead itself and its two reminders. No personal data unless the policy says so. */
export function leadMails(deps: Deps): Pick<ReferralActivities, 'sendLead' | 'sendReminder'> {
  const { policy, program, mailReader } = deps;
  const context = { program, zone: policy.calendar.zone };

  return {
    async sendLead(command) {
      const facts = await mailReader.leadMail(command.assignmentId);
      return send(command, 'lead', facts, (link) =>
        renderLeadMail({
          ...context,
          ...summary(command, facts),
          organizationName: facts.organizationName,
          contactDueAt: contactDeadline(policy, command.at).dueAt,
          appointmentDueAt: appointmentDeadline(policy, command.at).dueAt,
          whyChosen: whyChosen(facts),
          link: link.url,
          linkExpiresAt: link.expiresAt,
          content:
            policy.mail.leadContent === 'full'
              ? { mode: 'full', lead: facts.lead, subjectTag: policy.mail.subjectTag }
              : { mode: 'link' },
        }),
      );
    },

    async sendReminder({ milestone, ...command }) {
      const until = nextBusinessInstant(policy.calendar, command.at);
      if (until > command.at) return { outcome: 'outside-hours', until };
      const facts = await mailReader.leadMail(command.assignmentId);
      return send(command, `${milestone}-reminder`, facts, ({ url }) =>
        renderReminder(command, milestone, facts, url),
      );
    },
  };

  function renderReminder(
    command: MailCommand,
    milestone: MilestoneName,
    facts: LeadMailFacts,
    link: string,
  ): RenderedMail {
    if (facts.sentAt === null || facts.dueAt === null) throw new Error('a reminder before the lead was sent');
    const common = { ...context, ...summary(command, facts), link };
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
    kind: 'lead' | 'contact-reminder' | 'appointment-reminder',
    facts: LeadMailFacts,
    render: (link: AssignmentLink) => RenderedMail,
  ) {
    const key = `referral-${referralId}/${assignmentId}/${kind}`;
    const recipient = facts.contactEmail;
    const expiresAt = plusMillis(at, policy.links.validDays * DAY_MS);
    return deliver(deps, { key, kind, recipient, referralId, escalationId: null, at }, async () =>
      render(await deps.links.assignmentLink({ assignmentId, recipient, expiresAt, at })),
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

function whyChosen({ languageMatch, hop, lead }: LeadMailFacts): string {
  const language = languageMatch ? ' and speak the consumer’s language' : '';
  const again = hop > 1 ? ' Another organization could not take this referral.' : '';
  return `You serve ${countyName(lead.address.county)}${language}, and you had the most room among those who do.${again}`;
}
