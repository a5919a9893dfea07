import { untilTaken } from '../shared/delivery';
import type { AmendAct } from './messages';
import { mail } from './proxies';
import type { ReferralRun } from './run';
import type { AssignmentState, ReferralState } from './state';

/** Mails that tell an organization at once what has become of a referral. They hold up nothing else. */

/** The referral is not with this organization any more. Nobody is told of a lead that was never sent. */
export function tellOver(
  run: ReferralRun,
  { assignment }: Pick<ReferralState, 'assignment'>,
  notice: 'withdrawn' | 'reassigned',
): void {
  if (assignment === null || assignment.sentAt === null) return;
  tellWhyOver(run, assignment, notice);
}

/** As tellOver, for a lead that arrived although its assignment had ended by then. */
export function tellWhyOver(
  run: ReferralRun,
  { id: assignmentId, organizationName }: Pick<AssignmentState, 'id' | 'organizationName'>,
  notice: 'withdrawn' | 'reassigned',
): void {
  const { referralId } = run.state;
  const summary = `Tell ${organizationName} that the referral is ${notice}`;
  run.inBackground(
    untilTaken('mail', () =>
      mail.sendNotice.executeWithOptions({ summary }, [
        { referralId, assignmentId, notice, noticeId: 'over', at: run.now() },
      ]),
    ),
  );
}

/** Once for each amendment; the page shows the latest anyway. A lead not sent yet will show it from the start. */
export function tellAmended(
  run: ReferralRun,
  { id: assignmentId, organizationName, sentAt }: AssignmentState,
  { parts, actId: noticeId }: AmendAct,
): void {
  if (sentAt === null) return;
  const { referralId } = run.state;
  const summary = `Tell ${organizationName} what has changed`;
  run.inBackground(
    untilTaken('mail', () =>
      mail.sendNotice.executeWithOptions({ summary }, [
        { referralId, assignmentId, notice: 'amended', parts, noticeId, at: run.now() },
      ]),
    ),
  );
}
