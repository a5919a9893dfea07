import type { Server, ServerResponse } from 'node:http';
import { Server as TcpServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request not answered this long after the port was closed is cut off. Load balancers give up earlier. */
const ANSWERED_WITHIN_MS = 13_000;
/** The port is closed after this even if connections keep coming. */
const NOBODY_WAITS_WITHIN_MS = 1_000;
const SHORT_TURN_MS = 0.1;
const LOOK_EVERY_MS = 20;
/**
 * A request arrives this soon after its connection was opened, and keeps arriving. A connection that stays silent is
 * not used yet. One that began and stands still holds the rest of a request that was answered early.
 */
const ARRIVES_WITHIN_MS = 500;

export interface Listening {
  readonly port: number;
  /**
   * Ends it without failing a request. From now on every answer tells its client not to use the connection again.
   * During `graceMs`, load balancers learn to send nothing new. Then the port is closed, and connections without a
   * request end. Resolves when every request is answered.
   */
  drain(graceMs?: number): Promise<void>;
}

/** Resolves once the server listens, on every address unless `host` names one. Throws when the port cannot be had; the message names the variable to change. */
export async function listen(server: Server, port: number, host?: string): Promise<Listening> {
  const connections = watchConnections(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is taken; set PORT to another one' : error.message;
      reject(new Error(`port ${port} ${reason}`));
    });
    server.listen({ port, host }, () => resolve());
  });
  // The address of a server that listens on a port has that port.
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    drain: async (graceMs = 0) => {
      connections.tellToClose();
      if (graceMs > 0) await sleep(graceMs);
      await closed(server, connections);
    },
  };
}

async function closed(server: Server, connections: Connections): Promise<void> {
  await untilNobodyWaits(connections);
  const close = new Promise<void>((resolve) => {
    // Not http's own close. That destroys connections whose answer is written but not yet sent, and cuts the answer.
    TcpServer.prototype.close.call(server, () => resolve());
  });
  const giveUp = setTimeout(() => server.closeAllConnections(), ANSWERED_WITHIN_MS);
  const over = new AbortController();
  const ending = (async () => {
    while (!over.signal.aborted) {
      await sleep(LOOK_EVERY_MS);
      await afterPolling();
      connections.endQuietOnes();
    }
  })();
  await close;
  over.abort();
  clearTimeout(giveUp);
  await ending;
}

/**
 * Closing the port resets the connections that the system has made and we have not taken yet. Each turn of the event
 * loop takes one. So this resolves right after a turn in which there was none, and which was so short that hardly one
 * can have come meanwhile.
 */
async function untilNobodyWaits(connections: Connections): Promise<void> {
  const until = performance.now() + NOBODY_WAITS_WITHIN_MS;
  for (let begun = performance.now(); begun < until; begun = performance.now()) {
    const before = connections.opened();
    await afterPolling();
    if (connections.opened() === before && performance.now() - begun < SHORT_TURN_MS) return;
  }
}

/** Resolves in the phase of the event loop that follows the one in which sockets are accepted and read. */
function afterPolling(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

interface Connections {
  /** The number of connections so far. */
  opened(): number;
  /** Puts `Connection: close` on every answer whose head is not sent yet, and on every later one. */
  tellToClose(): void;
  /** Ends connections on which nothing is asked. What was answered is sent first. */
  endQuietOnes(): void;
}

interface Use {
  readonly answering: Set<ServerResponse>;
  /** How many received bytes belong to answered requests. If more came, a request is just arriving. */
  answeredBytes: number;
  /** How many bytes had come at the last look, and since when that is so. */
  seenBytes: number;
  seenAt: number;
}

/** Knows what is asked on every connection. Call it before the server's first connection. */
function watchConnections(server: Server): Connections {
  const uses = new Map<Socket, Use>();
  let opened = 0;
  let closing = false;
  server.on('connection', (socket: Socket) => {
    opened += 1;
    uses.set(socket, { answering: new Set(), answeredBytes: 0, seenBytes: 0, seenAt: Date.now() });
    socket.once('close', () => uses.delete(socket));
  });
  server.prependListener('request', ({ socket }, response) => {
    if (closing) response.setHeader('connection', 'close');
    const use = uses.get(socket);
    use?.answering.add(response);
    response.once('close', () => {
      if (use === undefined) return;
      use.answering.delete(response);
      use.answeredBytes = socket.bytesRead;
    });
  });
  return {
    opened: () => opened,
    tellToClose: () => {
      closing = true;
      for (const { answering } of uses.values()) {
        for (const response of answering) {
          if (!response.headersSent) response.setHeader('connection', 'close');
        }
      }
    },
    endQuietOnes: () => {
      for (const [socket, use] of uses) if (isQuiet(socket, use, Date.now())) socket.destroySoon();
    },
  };
}

function isQuiet({ bytesRead }: Socket, use: Use, now: number): boolean {
  if (use.answering.size > 0) return false;
  if (bytesRead > 0 && bytesRead === use.answeredBytes) return true;
  if (bytesRead === use.seenBytes) return now - use.seenAt > ARRIVES_WITHIN_MS;
  Object.assign(use, { seenBytes: bytesRead, seenAt: now });
  return false;
}
