import { nextBusinessInstant } from '../../domain/business-hours';
import type { OrderOf } from '../../domain/mail-order';
import type { ProgramPolicy } from '../../domain/policy';
import type { Program } from '../../domain/program';
import { isOvertaken } from '../../domain/report/chase';
import type { WorkbookWriter } from '../../domain/report/workbook';
import { DAY_MS, plusMillis, type Instant } from '../../domain/time';
import { renderReportMail } from '../../mail/report';
import { renderReportCorrectionsMail } from '../../mail/report-corrections';
import { renderReportReminderMail } from '../../mail/report-reminder';
import type { MailContext, RenderedMail } from '../../mail/types';
import type { MailMakers, OutboxMessage, Prepared } from '../follow/ports';
import { organizationLink } from '../organization/link';
import type { IssuedLink, LinkIssuer } from '../ports';
import type { ReportMailData, ReportMailReader } from './ports';
import { reportAttachments } from './attachments';

export interface ReportMailDeps {
  readonly policy: ProgramPolicy;
  readonly program: Program;
  readonly reportMails: ReportMailReader;
  readonly links: LinkIssuer;
  readonly workbooks: WorkbookWriter;
}

type Makers = Pick<MailMakers, 'report' | 'report-chase' | 'report-corrections'>;

/** The mails of one report. Each goes to the organization's contact point at the time of sending. */
export function reportMailMakers(deps: ReportMailDeps): Makers {
  const { policy, program, reportMails, links } = deps;
  const attachments = reportAttachments(deps);

  return {
    async report(message, _order, at) {
      const { reportId, data } = await dataOf(message);
      return letter({ reportId, data, at }, async (context, { url: link, expiresAt: linkExpiresAt }) =>
        renderReportMail({
          ...context,
          ...about(data),
          link,
          linkExpiresAt,
          encrypted: await attachments.report(reportId, data),
        }),
      );
    },

    async 'report-chase'(message, { step }: OrderOf<'report-chase'>, at) {
      const { kind } = step;
      if (kind === 'escalate') throw new Error('an escalation is no mail to an organization');
      const { reportId, data } = await dataOf(message);
      if (data.state === 'complete' || isOvertaken(step, data.chase, at)) return { outcome: 'overtaken' };
      const until = nextBusinessInstant(policy.calendar, at);
      if (until > at) return { outcome: 'outside-hours', until };
      const partial = data.returnedAt !== null;
      return letter({ reportId, data, at }, async (context, { url: link }) =>
        renderReportReminderMail({ ...context, ...about(data), step: kind, partial, link }),
      );
    },

    async 'report-corrections'(message, { returnId }: OrderOf<'report-corrections'>, at) {
      const { reportId, data } = await dataOf(message);
      return letter({ reportId, data, at }, async (context, { url: link }) => {
        const { at: returnedAt, taken, problems } = await reportMails.returnFacts(returnId);
        const encrypted = await attachments.corrections(reportId, data, problems);
        const counts = { returnedAt, taken, problems: problems.length };
        return renderReportCorrectionsMail({ ...context, ...about(data), ...counts, link, encrypted });
      });
    },
  };

  async function dataOf({ id, reportId }: OutboxMessage) {
    if (reportId === null) throw new Error(`message ${id} is about no report`);
    return { reportId, data: await reportMails.mailData(reportId) };
  }

  function letter(
    {
      reportId,
      data,
      at,
    }: { readonly reportId: string; readonly data: ReportMailData; readonly at: Instant },
    render: (context: MailContext, link: IssuedLink) => Promise<RenderedMail>,
  ): Prepared {
    const { contactEmail: recipient, label } = data;
    const expiresAt = plusMillis(at, policy.links.validDays * DAY_MS);
    const { organizationId } = label;
    const link = {
      purpose: 'report',
      subjectId: reportId,
      organizationId,
      recipient,
      expiresAt,
      at,
    } as const;
    return {
      recipient,
      compose: async () => {
        const context = {
          program,
          zone: policy.calendar.zone,
          organizationLink: await organizationLink(deps, organizationId, recipient, at),
        };
        return render(context, await links.linkFor(link));
      },
    };
  }
}

function about(data: ReportMailData) {
  return { ...data, period: data.label.period };
}
