import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that is not answered by then is cut off; load balancers give up earlier. */
const DRAIN_MS = 15_000;

export interface Listening {
  readonly port: number;
  /** Takes no new connections and resolves when every request is answered. */
  drain(): Promise<void>;
}

/** Resolves once the server listens. Throws when the port cannot be had; the message names the variable to change. */
export async function listen(server: Server, port: number): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is taken; set PORT to another one' : error.message;
      reject(new Error(`port ${port} ${reason}`));
    });
    server.listen(port, () => resolve());
  });
  // A server that listens on a port has an address with one.
  const address = server.address() as AddressInfo;
  return { port: address.port, drain: () => drain(server) };
}

function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(giveUp);
      resolve();
    });
    // Connections that are kept alive would never end by themselves.
    server.closeIdleConnections();
  });
}
