import { addBusinessDays, businessCloses, businessDayOnOrAfter } from '../domain/business-calendar';
import type { ProgramContact } from '../domain/program-contact';
import type { ProgramPolicy } from '../domain/policy';
import { escalationCause } from '../domain/escalation-cause';
import { DAY_MS, localDateIn, plusMillis, type Instant } from '../domain/time';
import { renderEscalationMail } from '../mail/escalation';
import type { RenderedMail } from '../mail/types';
import type { EscalationActivities } from '../workflows/shared/escalation-activities';
import { deliver, type DeliveryDeps } from './deliver';
import type { EscalationDesk, LinkIssuer, MailReader } from './ports';

interface Deps extends DeliveryDeps {
  readonly policy: ProgramPolicy;
  readonly program: ProgramContact;
  readonly mailReader: MailReader;
  readonly desk: EscalationDesk;
  readonly links: LinkIssuer;
}

/** What needs the single point of contact: one record a cause, one mail for it. */
export function escalations(deps: Deps): EscalationActivities {
  const { policy, program } = deps;
  return {
    openEscalation: (command) => deps.desk.open(command, command.dueAt ?? dueAt(command.at)),

    sendEscalationMail({ escalationId, referralId, at }) {
      const recipient = program.spocEmail;
      const key = `escalation-${escalationId}/opened`;
      const letter = {
        key,
        kind: 'escalation',
        recipient,
        referralId,
        escalationId,
        organizationId: null,
        at,
      } as const;
      return deliver(deps, letter, () => composeEscalationMail(escalationId, at));
    },
  };

  async function composeEscalationMail(escalationId: string, at: Instant): Promise<RenderedMail> {
    const { cause, lateReport, ...facts } = await deps.mailReader.escalationMail(escalationId);
    const { zone } = policy.calendar;
    const link = await deps.links.linkFor(escalationLink(escalationId, program.spocEmail, policy, at));
    return renderEscalationMail({
      ...{ program, zone, ...facts },
      county: facts.countyName,
      cause: escalationCause(facts.kind, cause, zone),
      lateReport: lateReport === null ? null : { ...lateReport, period: lateReport.label.period },
      link: link.url,
      linkExpiresAt: link.expiresAt,
    });
  }

  function dueAt(at: Instant): Instant {
    const { calendar, escalation } = policy;
    const dayZero = businessDayOnOrAfter(calendar, localDateIn(calendar.zone, at));
    return businessCloses(calendar, addBusinessDays(calendar, dayZero, escalation.dueBusinessDays));
  }
}

/** The one link of an escalation, in its own mail and in every digest. */
export function escalationLink(subjectId: string, recipient: string, { links }: ProgramPolicy, at: Instant) {
  const expiresAt = plusMillis(at, links.validDays * DAY_MS);
  return { purpose: 'escalation', subjectId, recipient, expiresAt, at } as const;
}
