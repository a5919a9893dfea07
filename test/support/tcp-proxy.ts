import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that can be closed: like a network that swallows every packet, or a server that is not there. */
export interface TcpProxy {
  readonly address: string;
  /** Nothing passes any more, and nobody is told: connections stay open and silent. */
  swallow(): void;
  /** Every connection is cut, whatever it is doing, and new ones end at once. */
  refuse(): void;
  /** Connections that were silent are cut, since what they lost is lost; all others pass. */
  pass(): void;
  /** Every connection is cut, whatever it is doing; new ones pass. */
  cut(): void;
  close(): Promise<void>;
}

/** @param target `host:port` */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(`tcp://${target}`);
  const sockets = new Set<Socket>();
  let swallowing = false;
  let refusing = false;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    return socket.once('close', () => sockets.delete(socket));
  };
  const forward = (from: Socket, to: Socket): void => {
    from.on('data', (chunk: Buffer) => {
      if (!swallowing) to.write(chunk);
    });
    from.on('close', () => to.destroy());
  };
  const server = createServer((incoming) => {
    keep(incoming);
    if (refusing) {
      incoming.destroy();
      return;
    }
    if (swallowing) {
      incoming.resume();
      return;
    }
    const outgoing = keep(connect(Number(port), hostname));
    forward(incoming, outgoing);
    forward(outgoing, incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    swallow: () => {
      swallowing = true;
    },
    refuse: () => {
      refusing = true;
      cut();
    },
    pass: () => {
      if (swallowing) cut();
      swallowing = false;
      refusing = false;
    },
    cut,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
