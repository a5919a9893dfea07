import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { AdvanceCommand } from './activities';
import type { Plan } from './plan';
import { record } from './proxies';

/**
 * What PostgreSQL says is to be done next. A worker that needs room evicts runs that it has not used for a while, and
 * cancels what they wait for, even between two attempts. Nobody has cancelled the workflow itself, and a workflow
 * that ended here would follow no more. So this throws an error that is none of Temporal's own kinds. Such an error
 * ends only the workflow task, and the run is replayed from its history.
 */
export async function look(command: AdvanceCommand): Promise<Plan> {
  try {
    return await record.advance(command);
  } catch (error) {
    const isGivenUp = isCancellation(error) && !CancellationScope.current().consideredCancelled;
    throw isGivenUp ? new Error('the worker gave this run up; it is done again') : error;
  }
}
