import {
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
  type WorkflowStartOptions,
} from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, type Workflow } from '@temporalio/common';
import type { ReferralSnapshot, ReferralSnapshots } from '../../worker/ports';
import type { ReferralWorkflows } from '../../api/ports';
import { DomainError } from '../../domain/errors';
import { referralWorkflowId, REFERRAL_WORKFLOW } from '../../workflows/ids';
import { actUpdates, type Act, type ActResult, type ReferralInput } from '../../workflows/referral/messages';
import { isOutage, isOvertaken, refusal, within } from './updates';

const STATUS = defineSearchAttributeKey('ReferralStatus', SearchAttributeType.KEYWORD);
const ASSISTER_TYPE = defineSearchAttributeKey('AssisterType', SearchAttributeType.KEYWORD);
const COUNTY = defineSearchAttributeKey('County', SearchAttributeType.KEYWORD);

/** The CRM waits for a start, but not long: the lead is safe already. */
const START_WITHIN_MS = 2_000;
/** Without a worker an update waits for ever; a person at a page does not. */
const ACT_WITHIN_MS = 8_000;

export interface ReferralWorkflowOptions {
  readonly taskQueue: string;
  /** Without them a closed referral takes no act. */
  readonly snapshots?: ReferralSnapshots;
  readonly startWithinMs?: number;
  readonly actWithinMs?: number;
}

/** Starts referrals and brings them what people do. */
export function createReferralWorkflows(client: Client, options: ReferralWorkflowOptions): ReferralWorkflows {
  const { taskQueue, startWithinMs = START_WITHIN_MS, actWithinMs = ACT_WITHIN_MS } = options;

  return {
    async start(input) {
      try {
        await within(client, startWithinMs, () =>
          client.workflow.start(REFERRAL_WORKFLOW, { taskQueue, ...startOptions(input) }),
        );
      } catch (error) {
        // It has run and ended: REJECT_DUPLICATE says so, USE_EXISTING alone would start it over.
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw asDomainError(error);
      }
    },

    async act(referralId, act) {
      try {
        return await within(client, actWithinMs, () => update(client, referralId, act));
      } catch (error) {
        const closed = error instanceof WorkflowNotFoundError || isOvertaken(error);
        if (!closed || !takesClosed(act) || options.snapshots === undefined) throw asDomainError(error);
      }
      const snapshot = await options.snapshots.load(referralId);
      if (snapshot === null) throw new DomainError('referral-closed', 'This referral is closed.');
      try {
        return await within(client, actWithinMs, () => revive(client, taskQueue, snapshot, act));
      } catch (error) {
        throw asDomainError(error);
      }
    },
  };
}

/** What a coordinator can do to a referral whose workflow has ended; a report can come at any time. */
function takesClosed({ kind, actor }: Act): boolean {
  return kind === 'report' || (actor === 'coordinator' && (kind === 'reopen' || kind === 'resolution'));
}

/**
 * Starts the workflow anew from what PostgreSQL has recorded, and brings it the act in the same request: there is never
 * a run without its act, and of two that come at once one starts it and both are taken.
 */
function revive(
  client: Client,
  taskQueue: string,
  { input, ...standing }: ReferralSnapshot,
  act: Act,
): Promise<ActResult> {
  const startWorkflowOperation = new WithStartWorkflowOperation(REFERRAL_WORKFLOW, {
    ...startOptions({ ...input, resume: { ...standing, why: 'act' } }),
    taskQueue,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  return client.workflow.executeUpdateWithStart<Workflow, ActResult, [Act]>(actUpdates[act.kind].name, {
    startWorkflowOperation,
    updateId: act.actId,
    args: [act],
  });
}

/** How a referral's workflow is named and shown, for a first start. */
export function startOptions(input: ReferralInput): Omit<WorkflowStartOptions, 'taskQueue'> {
  return {
    workflowId: referralWorkflowId(input.referralId),
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    args: [input],
    staticSummary: `${input.assisterType} referral, ${input.countyName} County`,
    typedSearchAttributes: [
      { key: STATUS, value: input.resume?.state.status ?? 'received' },
      { key: ASSISTER_TYPE, value: input.assisterType },
      { key: COUNTY, value: input.countyName },
    ],
  };
}

/** The act's id is the update's id: sent again, it waits for the first and returns its result. */
function update(client: Client, referralId: string, act: Act): Promise<ActResult> {
  const handle = client.workflow.getHandle(referralWorkflowId(referralId));
  // Each kind has its own definition; the name and the one argument are all that travels.
  return handle.executeUpdate<ActResult, [Act]>(actUpdates[act.kind].name, {
    updateId: act.actId,
    args: [act],
  });
}

export function asDomainError(error: unknown): unknown {
  if (error instanceof WorkflowNotFoundError || isOvertaken(error)) {
    return new DomainError('referral-closed', 'This referral is closed.');
  }
  if (error instanceof WorkflowUpdateFailedError) return refusal(error) ?? error;
  return isOutage(error) ? new DomainError('unavailable', 'The workflow did not answer in time.') : error;
}
