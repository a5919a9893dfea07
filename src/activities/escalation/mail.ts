import { ESCALATIONS } from '../../domain/escalation/table';
import type { Program } from '../../domain/program';
import type { ProgramPolicy } from '../../domain/policy';
import { DAY_MS, plusMillis, type Instant } from '../../domain/time';
import { renderEscalationMail } from '../../mail/escalation';
import type { RenderedMail } from '../../mail/types';
import type { MailMakers } from '../follow/ports';
import type { LinkIssuer } from '../ports';
import type { EscalationMailReader } from './ports';

export interface EscalationMailDeps {
  readonly policy: ProgramPolicy;
  readonly program: Program;
  readonly escalationMails: EscalationMailReader;
  readonly links: LinkIssuer;
}

/** The one mail of an escalation, to the single point of contact. */
export function escalationMail(deps: EscalationMailDeps): MailMakers['escalation'] {
  const { policy, program } = deps;
  return async ({ id, escalationId }, _order, at) => {
    if (escalationId === null) throw new Error(`message ${id} is about no escalation`);
    return { recipient: program.spocEmail, compose: () => compose(escalationId, at) };
  };

  async function compose(escalationId: string, at: Instant): Promise<RenderedMail> {
    const { cause, lateReport, ...data } = await deps.escalationMails.read(escalationId);
    const { zone } = policy.calendar;
    const link = await deps.links.linkFor(escalationLink(escalationId, program.spocEmail, policy, at));
    return renderEscalationMail({
      program,
      zone,
      ...data,
      county: data.countyName,
      cause: ESCALATIONS[data.kind].cause(cause, zone),
      lateReport: lateReport === null ? null : { ...lateReport, period: lateReport.label.period },
      link: link.url,
      linkExpiresAt: link.expiresAt,
    });
  }
}

/** The one link of an escalation. The same in its own mail and in every digest. */
export function escalationLink(subjectId: string, recipient: string, { links }: ProgramPolicy, at: Instant) {
  const expiresAt = plusMillis(at, links.validDays * DAY_MS);
  return { purpose: 'escalation', subjectId, organizationId: null, recipient, expiresAt, at } as const;
}
