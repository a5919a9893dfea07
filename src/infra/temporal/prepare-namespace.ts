import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToNumber, msToTs, tsToMs } from '@temporalio/common/lib/time';
import type { TemporalConfig } from '../../config';
import { attributesByHand, retentionByHand } from './by-hand';
import { connectionOptions } from './client';
import { hasStatus, isNotPermitted, type GrpcStatus } from './grpc-status';
import {
  addAttributes,
  attributeFaults,
  loadSearchAttributes,
  type AttributeFault,
  type SearchAttributes,
} from './search-attributes';

export interface Preparing {
  /** Closed workflows are kept at least this long. A namespace that keeps them longer stays unchanged. */
  readonly retentionDays: number;
  readonly log: (line: string) => void;
  /** How long to wait for a server that is away. */
  readonly waitMs?: number;
}

const WAIT_MS = 60_000;
const TRY_AGAIN_MS = 1_000;
/** It takes some seconds until every part of a server knows a new namespace. */
const NEW_NAMESPACE_MS = 30_000;
const CALL_MS = 10_000;

interface Task extends Preparing {
  readonly connection: Connection;
  readonly config: TemporalConfig;
  readonly wanted: SearchAttributes;
}

/**
 * Prepares a Temporal namespace for this version: it exists, keeps closed workflows long enough, and has the search
 * attributes. Does nothing that is done already. Several processes can run it at the same time. If the server does not
 * permit something, as Temporal Cloud does not, one line says so, with the commands that do it.
 *
 * @throws When the server cannot be reached, or has a search attribute of another type.
 */
export async function prepareNamespace(config: TemporalConfig, preparing: Preparing): Promise<void> {
  const connection = Connection.lazy(connectionOptions(config));
  try {
    const task: Task = { ...preparing, connection, config, wanted: loadSearchAttributes() };
    const left = [...(await keepLongEnough(task)), ...(await addMissing(task))];
    const { namespace } = config;
    preparing.log(
      left.length === 0
        ? `Temporal's namespace ${namespace} is up to date`
        : `Temporal does not let us prepare namespace ${namespace}; left to do: ${left.join(' && ')}`,
    );
  } finally {
    await connection.close();
  }
}

/** Makes the namespace when there is none. Returns what is left to do by hand. */
async function keepLongEnough(task: Task): Promise<readonly string[]> {
  const { connection, config, retentionDays, log } = task;
  const { namespace } = config;
  const retention = msToTs(`${retentionDays} days`);
  try {
    const keptMs = await currentRetention(task);
    if (keptMs === null) {
      await registerUnlessThere(connection, namespace, retention);
      log(`Made Temporal's namespace ${namespace}, which keeps closed workflows for ${retentionDays} days`);
    } else if (keptMs < msToNumber(`${retentionDays} days`)) {
      const settings = { workflowExecutionRetentionTtl: retention };
      await connection.workflowService.updateNamespace({ namespace, config: settings });
      log(`Temporal's namespace ${namespace} now keeps closed workflows for ${retentionDays} days`);
    }
    return [];
  } catch (error) {
    if (!isNotPermitted(error)) throw error;
    return [retentionByHand(config, retentionDays)];
  }
}

/** In milliseconds. Null when there is no such namespace. Waits for a server that is away. */
async function currentRetention(task: Task): Promise<number | null> {
  const { connection, config, waitMs = WAIT_MS } = task;
  try {
    const { config: settings } = await tryAgain(task, ['UNAVAILABLE', 'DEADLINE_EXCEEDED'], waitMs, () =>
      connection.workflowService.describeNamespace({ namespace: config.namespace }),
    );
    return tsToMs(settings?.workflowExecutionRetentionTtl);
  } catch (error) {
    if (!hasStatus(error, 'NOT_FOUND')) throw error;
    return null;
  }
}

async function registerUnlessThere(
  { workflowService }: Connection,
  namespace: string,
  workflowExecutionRetentionPeriod: ReturnType<typeof msToTs>,
): Promise<void> {
  try {
    await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
  } catch (error) {
    if (!hasStatus(error, 'ALREADY_EXISTS')) throw error;
  }
}

/** Returns what is left to do by hand. */
async function addMissing(task: Task): Promise<readonly string[]> {
  const { connection, config, log } = task;
  const { namespace } = config;
  const missing = await missingAttributes(task);
  if (missing.length === 0) return [];
  try {
    await tryAgain(task, ['NOT_FOUND'], NEW_NAMESPACE_MS, () =>
      addAttributes(connection, namespace, missing),
    );
    log(`Made Temporal's search attributes ${missing.map(({ name }) => name).join(', ')}`);
    return [];
  } catch (error) {
    if (isNotPermitted(error)) {
      return [attributesByHand(config, Object.fromEntries(missing.map(({ name, type }) => [name, type])))];
    }
    if (!hasStatus(error, 'ALREADY_EXISTS')) throw error;
    // Somebody else made some of them between our look and our call.
    const rest = await missingAttributes(task);
    if (rest.length > 0) await addAttributes(connection, namespace, rest);
    return [];
  }
}

async function missingAttributes(task: Task): Promise<readonly AttributeFault[]> {
  const { connection, config, wanted } = task;
  const { namespace } = config;
  const faults = await tryAgain(task, ['NOT_FOUND'], NEW_NAMESPACE_MS, () =>
    attributeFaults(connection, namespace, wanted),
  );
  const other = faults.find(({ found }) => found !== null);
  if (other !== undefined) {
    throw new Error(
      `search attribute ${other.name} of Temporal's namespace ${namespace} is ${String(other.found)} and must be ` +
        `${other.type}; remove it first: temporal operator search-attribute remove --namespace ${namespace} --name ${other.name}`,
    );
  }
  return faults;
}

/** Tries again while the server answers one of `statuses`, for `forMs` at most. */
async function tryAgain<T>(
  { connection }: Pick<Task, 'connection'>,
  statuses: readonly GrpcStatus[],
  forMs: number,
  call: () => Promise<T>,
): Promise<T> {
  for (const until = Date.now() + forMs; ;) {
    try {
      return await connection.withDeadline(Date.now() + CALL_MS, call);
    } catch (error) {
      if (!hasStatus(error, ...statuses) || Date.now() > until) throw error;
      await sleep(TRY_AGAIN_MS);
    }
  }
}
