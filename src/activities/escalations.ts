import { addBusinessDays, businessCloses, businessDayOnOrAfter } from '../domain/business-calendar';
import type { ProgramContact } from '../domain/program-contact';
import type { ProgramPolicy } from '../domain/policy';
import { localDateIn, type Instant } from '../domain/time';
import { renderEscalationMail } from '../mail/escalation';
import type { RenderedMail } from '../mail/types';
import type { ReferralActivities } from '../workflows/referral/activities';
import { deliver, type DeliveryDeps } from './deliver';
import type { EscalationDesk, MailReader } from './ports';

interface Deps extends DeliveryDeps {
  readonly policy: ProgramPolicy;
  readonly program: ProgramContact;
  readonly mailReader: MailReader;
  readonly desk: EscalationDesk;
}

/** What needs the single point of contact: one record a cause, one mail for it. */
export function escalations(deps: Deps): Pick<ReferralActivities, 'openEscalation' | 'sendEscalationMail'> {
  const { policy, program } = deps;
  return {
    openEscalation: (command) => deps.desk.open(command, dueAt(command.at)),

    sendEscalationMail({ escalationId, referralId, at }) {
      const recipient = program.spocEmail;
      const key = `escalation-${escalationId}/opened`;
      const letter = { key, kind: 'escalation', recipient, referralId, escalationId, at } as const;
      return deliver(deps, letter, () => composeEscalationMail(escalationId));
    },
  };

  async function composeEscalationMail(escalationId: string): Promise<RenderedMail> {
    const facts = await deps.mailReader.escalationMail(escalationId);
    return renderEscalationMail({
      program,
      zone: policy.calendar.zone,
      reason: facts.reason,
      county: facts.countyName,
      assisterType: facts.assisterType,
      organizationName: facts.organizationName,
      openedAt: facts.openedAt,
      dueAt: facts.dueAt,
      missedDeadlineAt: facts.missedDeadlineAt,
      cause: null,
      referralIds: facts.referralIds,
      escalationPath: `/api/v1/escalations/${escalationId}`,
    });
  }

  function dueAt(at: Instant): Instant {
    const { calendar, escalation } = policy;
    const dayZero = businessDayOnOrAfter(calendar, localDateIn(calendar.zone, at));
    return businessCloses(calendar, addBusinessDays(calendar, dayZero, escalation.dueBusinessDays));
  }
}
