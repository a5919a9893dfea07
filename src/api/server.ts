import type { Server, ServerResponse } from 'node:http';
import { Server as TcpServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request that is not answered so long after the port was closed is cut off; load balancers give up earlier. */
const ANSWERED_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 20;
/** What began to arrive and does not go on is no request any more, but the rest of one that was answered early. */
const ARRIVES_WITHIN_MS = 2_000;

export interface Listening {
  readonly port: number;
  /**
   * Ends it without failing a request: from now on every answer tells its client to use the connection no more; after
   * `graceMs`, in which load balancers learn that nothing new should come, the port is closed and connections without
   * a request end. Resolves when every request is answered.
   */
  drain(graceMs?: number): Promise<void>;
}

/** Resolves once the server listens. Throws when the port cannot be had; the message names the variable to change. */
export async function listen(server: Server, port: number): Promise<Listening> {
  const connections = watchConnections(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is taken; set PORT to another one' : error.message;
      reject(new Error(`port ${port} ${reason}`));
    });
    server.listen(port, () => resolve());
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
  await new Promise<void>((resolve) => {
    const ending = setInterval(() => connections.endQuietOnes(), LOOK_EVERY_MS);
    const giveUp = setTimeout(() => server.closeAllConnections(), ANSWERED_WITHIN_MS);
    // Not http's own close: that destroys connections whose answer is written but not yet on its way, and cuts it.
    TcpServer.prototype.close.call(server, () => {
      clearInterval(ending);
      clearTimeout(giveUp);
      resolve();
    });
    connections.endQuietOnes();
  });
}

interface Connections {
  /** Every answer whose head is not sent yet, and every later one, carries `Connection: close`. */
  tellToClose(): void;
  /** Ends connections on which nothing is asked: what was answered is sent first. */
  endQuietOnes(): void;
}

interface Use {
  readonly answering: Set<ServerResponse>;
  /** How much of what was received belongs to requests that are answered. More than that: one is just arriving. */
  answeredBytes: number;
  /** As it was when last looked at, and since when it is so. */
  seenBytes: number;
  seenAt: number;
}

/** Knows of every connection what is asked on it. To be called before the server's first connection. */
function watchConnections(server: Server): Connections {
  const uses = new Map<Socket, Use>();
  let closing = false;
  server.on('connection', (socket: Socket) => {
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
  if (bytesRead === use.answeredBytes) return true;
  if (bytesRead === use.seenBytes) return now - use.seenAt > ARRIVES_WITHIN_MS;
  Object.assign(use, { seenBytes: bytesRead, seenAt: now });
  return false;
}
