import { assertNever } from '../../../domain/errors';
import type { MailOrder } from '../../../domain/mail-order';
import { instant, type Instant } from '../../../domain/time';
import type { Job, Urgency, WakeUp } from '../../../workflows/follow/plan';
import type { PendingMessage } from './messages';

/** Which mails have to be sent now, and when the next of the others is tried again. */
export function jobsOf(
  pending: readonly PendingMessage[],
  now: Instant,
): { readonly jobs: readonly Job[]; readonly nextAttempt: WakeUp | null } {
  const jobs: Job[] = [];
  let nextAttempt: WakeUp | null = null;
  for (const { id, order, organizationName, nextAttemptAt } of pending) {
    const summary = summaryOf(order, organizationName ?? 'the organization');
    const at = nextAttemptAt === null ? now : instant(nextAttemptAt);
    if (at <= now) jobs.push({ does: 'send', id, summary, urgency: urgencyOf(order) });
    else if (nextAttempt === null || at < nextAttempt.at)
      nextAttempt = { at, purpose: `Try again: ${summary}` };
  }
  return { jobs, nextAttempt };
}

/** For the Temporal UI. Names organizations, never people. */
function summaryOf(order: MailOrder, organization: string): string {
  switch (order.mail) {
    case 'lead':
      return `Mail the lead to ${organization}`;
    case 'reminder':
      return `Mail the ${order.milestone} reminder to ${organization}`;
    case 'amended':
      return `Tell ${organization} what has changed`;
    case 'over':
      return `Tell ${organization} that the referral is ${order.notice}`;
    case 'escalation':
      return 'Mail the single point of contact';
    case 'request':
      return REQUEST_SUMMARY[order.which];
    case 'report':
      return `Send the report to ${organization}`;
    case 'report-chase':
      return `Remind ${organization} of the report`;
    case 'report-corrections':
      return `Return to ${organization} what could not be taken`;
    case 'season-summary':
      return 'Mail the summary of the season';
    case 'digest':
      return `Mail the digest of ${order.on}`;
    default:
      return assertNever(order);
  }
}

const REQUEST_SUMMARY: Record<Extract<MailOrder, { mail: 'request' }>['which'], string> = {
  confirmation: 'Ask the new address to confirm',
  agreement: 'Tell the old address, and ask whether it agrees',
  'changed-new': 'Tell the new address that leads come to it',
  'changed-old': 'Tell the old address that leads go elsewhere',
  'changed-spoc': 'Tell the single point of contact of the new address',
  answered: 'Tell the organization what became of its request',
  late: 'Tell the single point of contact that the answer is late',
  unreached: 'Tell the organization that a mailbox of its is not reached',
};

/** A consumer waits for a lead. Whoever was told something waits for what follows. The rest can wait some minutes. */
function urgencyOf({ mail }: MailOrder): Urgency {
  switch (mail) {
    case 'lead':
      return 'now';
    case 'amended':
    case 'over':
    case 'request':
    case 'report-corrections':
      return 'soon';
    case 'reminder':
    case 'escalation':
    case 'report':
    case 'report-chase':
    case 'season-summary':
    case 'digest':
      return 'later';
    default:
      return assertNever(mail);
  }
}
