import type { ReportMail } from './activities';
import { mail, record } from './proxies';
import type { ReportRun } from './run';

/** The report itself goes out on its published date, whatever the hour; an earlier run may have done it. */
export async function deliver(run: ReportRun): Promise<void> {
  if (run.terms.delivered) return;
  const outcome = await sendOrDistrust(run, { kind: 'report' }, 'Send the report');
  if (outcome?.outcome === 'refused') await run.note({ what: 'undelivered' });
}

/**
 * A refusal makes the address one that nobody trusts, and is for a person to see to; the report goes on, and its next
 * mail goes to the address that is current then. Null: this run has become long before it was over.
 */
export async function sendOrDistrust(run: ReportRun, which: ReportMail, summary: string) {
  const outcome = await run.untilTaken('mail', () =>
    mail.sendReportMail.executeWithOptions({ summary }, [{ ...run.command(), mail: which }]),
  );
  // Whichever mail it was, the organization has the link to its report now.
  if (outcome?.outcome === 'sent' && !run.standing.sent) await run.note({ what: 'sent' });
  if (outcome?.outcome !== 'refused') return outcome;
  await run.note({ what: 'refused', mail: which });
  const { organizationId } = run.terms.label;
  const told = await escalate(run, {
    reason: 'delivery-failed',
    subject: { kind: 'organization', organizationId },
  });
  return told ? outcome : null;
}

type Cause = Pick<Parameters<typeof record.openEscalation>[0], 'reason' | 'subject'>;

/** One escalation a cause, and one mail for it. False when this run has become long before the mail was taken. */
export async function escalate(run: ReportRun, cause: Cause): Promise<boolean> {
  const { reportId, at } = run.command();
  const { escalationId, opened } = await record.openEscalation({
    ...cause,
    ...{ openedBy: reportId, referralId: null, at },
  });
  if (!opened) return true;
  const summary = 'Mail the single point of contact';
  const taken = await run.untilTaken('escalation mail', () =>
    mail.sendEscalationMail.executeWithOptions({ summary }, [
      { escalationId, referralId: null, at: run.command().at },
    ]),
  );
  return taken !== null;
}
