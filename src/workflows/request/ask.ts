import { untilTaken } from '../shared/delivery';
import type { Settlement } from './activities';
import { mail, record } from './proxies';
import type { RequestRun } from './run';
import { isOpen } from './state';

/** Only the button behind the link in the new address's mail makes it take effect; silence ends the request. */
export async function askNewAddress(run: RequestRun): Promise<Settlement> {
  run.post(() => mailConfirmation(run));
  run.move({ phase: 'asking' });
  await run.waitUntil(run.terms.confirmBy, 'Confirmation expires', () => run.state.settlement !== null);
  return run.state.settlement ?? { outcome: 'expired', answerId: null };
}

/** An address that takes no mail can never confirm: nobody waits for it to expire. */
async function mailConfirmation(run: RequestRun): Promise<void> {
  const { outcome } = await run.sendMail('confirmation', 'Ask the new address to confirm');
  if (outcome === 'refused' && isOpen(run.state)) {
    run.move({ settlement: { outcome: 'refused', answerId: null } });
  }
}

/** Puts the request on the single point of contact's desk at once, and says so again, once, when it is late. */
export async function askExchange(run: RequestRun): Promise<Settlement> {
  await escalate(run, 'opened');
  run.move({ phase: 'asking' });
  const answered = (): boolean => run.state.settlement !== null;
  if (!(await run.waitUntil(run.terms.dueAt, 'Answer due', answered))) {
    run.move({ late: true });
    await escalate(run, 'late');
  }
  return run.untilSettled();
}

async function escalate(run: RequestRun, when: 'opened' | 'late'): Promise<void> {
  const { requestId, organizationId } = run.state;
  const { at } = run.command();
  const { escalationId } = await record.openEscalation({
    openedBy: requestId,
    referralId: null,
    reason: 'request',
    subject: { kind: 'request', requestId, organizationId },
    at,
    dueAt: run.terms.dueAt,
  });
  if (when === 'late') {
    run.tell('late', 'Tell the single point of contact that the answer is late');
    return;
  }
  const summary = 'Mail the single point of contact';
  run.post(() =>
    untilTaken('escalation mail', () =>
      mail.sendEscalationMail.executeWithOptions({ summary }, [
        { escalationId, referralId: null, at: run.command().at },
      ]),
    ),
  );
}
