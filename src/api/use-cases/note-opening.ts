import type { Log } from '../log';
import type { AssignmentRecord } from '../assignment-page/ports';
import type { ReferralWorkflows } from '../ports';
import { actIdFor } from './record-act';
import { waitAtMost } from './wait-at-most';

/** A person who pressed the button does not wait longer than this for the note of it. */
const WAIT_MS = 1_000;

/**
 * Tells the workflow that the link's button was pressed, the first time. Never throws and never takes long: the page
 * opens also when Temporal is away. Every press until then sends the same act, so it is noted once.
 */
export async function noteOpening(
  deps: { readonly workflows: Pick<ReferralWorkflows, 'act'>; readonly log: Log },
  { id: assignmentId, referralId, openedAt }: AssignmentRecord,
): Promise<void> {
  if (openedAt !== null) return;
  const actId = actIdFor(`open ${assignmentId}`, {});
  const noted = deps.workflows.act(referralId, { kind: 'open', actId, actor: 'assister', assignmentId });
  await waitAtMost(WAIT_MS, noted, (error) => {
    deps.log.warn({ err: error, referralId }, 'an opening was not noted');
  });
}
