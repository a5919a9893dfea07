import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { AdvanceCommand } from './activities';
import type { Plan } from './plan';
import { record } from './proxies';

/**
 * What PostgreSQL says is to be done next. A worker that needs room gives up runs that it has not used for a while, and
 * cancels what they wait for, between two attempts as well: nobody has cancelled the workflow by that, and ended so it
 * would follow no more. An error of no kind of Temporal's ends the workflow task only, and the run is done again from its
 * history.
 */
export async function look(command: AdvanceCommand): Promise<Plan> {
  try {
    return await record.advance(command);
  } catch (error) {
    const isGivenUp = isCancellation(error) && !CancellationScope.current().consideredCancelled;
    throw isGivenUp ? new Error('the worker gave this run up; it is done again') : error;
  }
}
