import { nextBusinessInstant } from '../../domain/business-hours';
import type { ProgramPolicy } from '../../domain/policy';
import type { ProgramContact } from '../../domain/program-contact';
import { toCorrections, toWorkbook, type ReportFacts } from '../../domain/reports/to-workbook';
import type { ReportWorkbook, WorkbookWriter } from '../../domain/reports/workbook';
import { DAY_MS, plusMillis } from '../../domain/time';
import type { MessageKind } from '../../domain/vocabulary';
import { renderReportMail } from '../../mail/report';
import { renderReportCorrectionsMail } from '../../mail/report-corrections';
import { renderReportReminderMail } from '../../mail/report-reminder';
import type { Attachment, MailContext, RenderedMail } from '../../mail/types';
import type { ReportActivities, ReportMail } from '../../workflows/report/activities';
import { deliver, type DeliveryDeps } from '../deliver';
import { organizationLink } from '../organization-link';
import type { IssuedLink, LinkIssuer } from '../ports';
import type { ReportDesk, ReportMailFacts } from './ports';

export interface ReportMailDeps extends DeliveryDeps {
  readonly policy: ProgramPolicy;
  readonly program: ProgramContact;
  readonly reportDesk: ReportDesk;
  readonly links: LinkIssuer;
  readonly workbooks: WorkbookWriter;
}

type Command = Parameters<ReportActivities['sendReportMail']>[0];

interface Composed {
  /** Workflow and step. */
  readonly key: string;
  readonly kind: MessageKind;
  render(context: MailContext, link: IssuedLink): Promise<RenderedMail>;
}

const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The mails of one report, to the organization's contact point as it is when each is sent. */
export function reportMails(deps: ReportMailDeps): Pick<ReportActivities, 'sendReportMail'> {
  const { policy, program, reportDesk } = deps;
  return {
    async sendReportMail(command) {
      const { reportId, mail, at } = command;
      const facts = await reportDesk.mailFacts(reportId);
      if (mail.kind === 'chase') {
        if (facts.state === 'complete') return { outcome: 'not-needed' };
        const until = nextBusinessInstant(policy.calendar, at);
        if (until > at) return { outcome: 'outside-hours', until };
      }
      const { key, kind, render } = composed(command, facts);
      const { contactEmail: recipient } = facts;
      const { organizationId } = facts.label;
      const letter = { key, kind, recipient, reportId, organizationId, at };
      const expiresAt = plusMillis(at, policy.links.validDays * DAY_MS);
      const link = { purpose: 'report', subjectId: reportId, recipient, expiresAt, at } as const;
      return deliver(deps, { ...letter, referralId: null, escalationId: null }, async () => {
        const context = {
          ...{ program, zone: policy.calendar.zone },
          organizationLink: await organizationLink(deps, organizationId, recipient, at),
        };
        return render(context, await deps.links.linkFor(link));
      });
    },
  };

  function composed({ reportId, mail }: Command, facts: ReportMailFacts): Composed {
    const about = { ...facts, period: facts.label.period };
    const key = `report-${reportId}/${stepOf(mail)}`;
    switch (mail.kind) {
      case 'report':
        return {
          ...{ key, kind: 'report' },
          render: async (context, { url, expiresAt }) =>
            renderReportMail({
              ...context,
              ...about,
              link: url,
              linkExpiresAt: expiresAt,
              encrypted: await reportAttached(reportId, facts),
            }),
        };
      case 'chase': {
        const { kind: step } = mail.step;
        if (step === 'escalate') throw new Error('an escalation is no mail to an organization');
        const partial = facts.returnedAt !== null;
        return {
          ...{ key, kind: step === 'overdue' ? 'report-late' : 'report-reminder' },
          render: async (context, { url: link }) =>
            renderReportReminderMail({ ...context, ...about, step, partial, link }),
        };
      }
      case 'corrections':
        return {
          ...{ key, kind: 'report-corrections' },
          render: async (context, { url: link }) => {
            const { at: returnedAt, taken, problems } = await reportDesk.returnFacts(mail.returnId);
            const encrypted = await correctionsAttached(reportId, facts, problems);
            const counts = { returnedAt, taken, problems: problems.length };
            return renderReportCorrectionsMail({ ...context, ...about, ...counts, link, encrypted });
          },
        };
      default:
        return mail satisfies never;
    }
  }

  /** Names travel in a mail only where its gateway encrypts it. */
  async function reportAttached(reportId: string, facts: ReportMailFacts) {
    if (policy.mail.leadContent !== 'full' || facts.rowCount === 0) return null;
    const workbook = toWorkbook(await workbookFacts(reportId, facts));
    return { subjectTag: policy.mail.subjectTag, workbook: await attached(workbook, facts) };
  }

  async function correctionsAttached(
    reportId: string,
    facts: ReportMailFacts,
    problems: Parameters<typeof toCorrections>[1],
  ) {
    if (policy.mail.leadContent !== 'full') return null;
    const workbook = toCorrections(await workbookFacts(reportId, facts), problems);
    const { subjectTag } = policy.mail;
    return { subjectTag, workbook: workbook.rows.length === 0 ? null : await attached(workbook, facts) };
  }

  async function workbookFacts(reportId: string, facts: ReportMailFacts): Promise<ReportFacts> {
    const { revision, organizationName, from, to, dueOn } = facts;
    const { exchangeName, programName, spocEmail, helpPhone } = program;
    return {
      ...{ reportId, revision, exchangeName, programName, organizationName, from, to, dueOn },
      ...{ spocEmail, helpPhone, rows: await reportDesk.rows(reportId) },
    };
  }

  async function attached(workbook: ReportWorkbook, { label }: ReportMailFacts): Promise<Attachment> {
    return {
      filename: `${workbook.purpose} ${label.period.replaceAll(/[^A-Za-z0-9]+/g, '-')}.xlsx`,
      contentType: WORKBOOK_TYPE,
      content: await deps.workbooks.write(workbook),
    };
  }
}

function stepOf(mail: ReportMail): string {
  switch (mail.kind) {
    case 'report':
      return 'report';
    case 'chase':
      return `${mail.step.kind}/${mail.step.at}`;
    case 'corrections':
      return `corrections/${mail.returnId}`;
    default:
      return mail satisfies never;
  }
}
