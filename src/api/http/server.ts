import type { Server, ServerResponse } from 'node:http';
import { Server as TcpServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request that is not answered so long after the port was closed is cut off; load balancers give up earlier. */
const ANSWERED_WITHIN_MS = 13_000;
/** New connections that never cease are no reason never to close. */
const NOBODY_WAITS_WITHIN_MS = 1_000;
const SHORT_TURN_MS = 0.1;
const LOOK_EVERY_MS = 20;
/**
 * A request arrives so soon after its connection was opened, and goes on arriving. What was opened and stays silent is
 * one that nobody uses yet; what began and stands still is the rest of a request that was answered early.
 */
const ARRIVES_WITHIN_MS = 500;

export interface Listening {
  readonly port: number;
  /**
   * Ends it without failing a request: from now on every answer tells its client to use the connection no more; after
   * `graceMs`, in which load balancers learn that nothing new should come, the port is closed and connections without
   * a request end. Resolves when every request is answered.
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
  // A server that listens on a port has an address with one.
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
    // Not http's own close: that destroys connections whose answer is written but not yet on its way, and cuts it.
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
 * Closing the port resets the connections that the system has made and that we have not taken yet, of which one is
 * taken in each turn of the event loop: resolves right after a turn in which there was none, and so little else to do
 * that hardly one can have come meanwhile.
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
  /** How many there ever were. */
  opened(): number;
  /** Every answer whose head is not sent yet, and every later one, carries `Connection: close`. */
  tellToClose(): void;
  /** Ends connections on which nothing is asked: what was answered is sent first. */
  endQuietOnes(): void;
}

interface Use {
  readonly answering: Set<ServerResponse>;
  /** How much of what was received belongs to requests that are answered. More than that: one is just arriving. */
  answeredBytes: number;
  /** How much had been received when it was last looked at, and since when it is so. */
  seenBytes: number;
  seenAt: number;
}

/** Knows of every connection what is asked on it. To be called before the server's first connection. */
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
