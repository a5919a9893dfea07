import { connect } from 'node:http2';
import { buffer } from 'node:stream/consumers';
import { parse } from 'protobufjs';

/**
 * Of the service that Temporal's operators have beside the public one: the timers that the server itself has set. Only
 * what is asked here, by the numbers that the server's own definition gives to its fields.
 */
const LIST = '/temporal.server.api.adminservice.v1.AdminService/ListHistoryTasks';
const { root } = parse(`
  syntax = "proto3";
  message Time { int64 seconds = 1; int32 nanos = 2; }
  message Key { Time fire_time = 2; }
  message Range { Key from = 1; Key until = 2; }
  message Request { int32 shard_id = 1; int32 category = 2; Range range = 3; int32 batch_size = 4; }
  message Task { string workflow_id = 2; int32 task_type = 5; Time fire_time = 6; }
  message Answer { repeated Task tasks = 1; }
`);
const TIMERS = 2;
const DELETE_HISTORY = 16;
/** A development server has one shard. */
const SHARD = 1;
const TEN_YEARS_S = 315_360_000;

interface Answer {
  readonly tasks?: readonly {
    readonly workflowId: string;
    readonly taskType: number;
    readonly fireTime: { readonly seconds: number; readonly nanos?: number };
  }[];
}

/**
 * When the server will delete what it keeps of a closed workflow, in milliseconds.
 *
 * @param address Of the server, `host:port`.
 * @throws Unless exactly one such timer is set.
 */
export async function deletionDueAt(address: string, workflowId: string): Promise<number> {
  const until = { fireTime: { seconds: Math.floor(Date.now() / 1000) + TEN_YEARS_S } };
  const range = { from: { fireTime: { seconds: 0 } }, until };
  const request = { shardId: SHARD, category: TIMERS, range, batchSize: 1000 };
  const type = root.lookupType('Answer');
  const encoded = root.lookupType('Request');
  const answer = await call(address, encoded.encode(encoded.fromObject(request)).finish());
  const { tasks = [] } = type.toObject(type.decode(answer), { longs: Number }) as Answer;
  const due = tasks.filter((task) => task.taskType === DELETE_HISTORY && task.workflowId === workflowId);
  const [only, ...others] = due;
  if (only === undefined || others.length > 0)
    throw new Error(`${due.length} timers instead of one: ${JSON.stringify(tasks)}`);
  const { seconds, nanos = 0 } = only.fireTime;
  return seconds * 1000 + nanos / 1_000_000;
}

/** One call of gRPC: a message is framed by a byte and its length. */
async function call(address: string, message: Uint8Array): Promise<Uint8Array> {
  const session = connect(`http://${address}`);
  try {
    const stream = session.request({
      ...{ ':method': 'POST', ':path': LIST },
      ...{ 'content-type': 'application/grpc', te: 'trailers' },
    });
    const head = Buffer.alloc(5);
    head.writeUInt32BE(message.length, 1);
    stream.end(Buffer.concat([head, message]));
    const answer = await buffer(stream);
    if (answer.length < head.length) throw new Error(`${address} does not answer ${LIST}`);
    return answer.subarray(head.length);
  } finally {
    session.close();
  }
}
