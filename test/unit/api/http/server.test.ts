import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { listen } from '../../../../src/api/http/server';

test('draining takes nothing new, answers what it has, then ends', async () => {
  const waiting: ServerResponse[] = [];
  const server = await listen(
    createServer((_request, response) => void waiting.push(response)),
    0,
  );
  const url = `http://127.0.0.1:${server.port}`;
  const underWay = fetch(url);
  while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));

  let drained = false;
  const draining = server.drain().then(() => (drained = true));
  await untilRefused(server.port);
  expect(drained).toBe(false);
  waiting[0]?.end('done');
  expect(await (await underWay).text()).toBe('done');
  await draining;
  expect(drained).toBe(true);
});

test('a taken port is named with the variable that moves it', async () => {
  const first = await listen(createServer(), 0);
  await expect(listen(createServer(), first.port)).rejects.toThrow(
    `port ${first.port} is taken; set PORT to another one`,
  );
  await first.drain();
});

/** Connects, without asking for anything, until the port is closed. */
async function untilRefused(port: number): Promise<void> {
  for (let code = ''; code !== 'ECONNREFUSED'; await delay(20)) {
    const socket = connect(port, '127.0.0.1');
    code = await new Promise<string>((resolve) => {
      socket.once('connect', () => resolve('connected'));
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
    });
    socket.destroy();
  }
}

/** Sends one request by `agent`. Resolves with the answer's text and whether the connection is to be used no more. */
function ask(agent: Agent, port: number, path = '/'): Promise<{ text: string; told: boolean }> {
  return new Promise((resolve, reject) => {
    get({ agent, port, path, host: '127.0.0.1' }, (response) => {
      const told = response.headers.connection === 'close';
      text(response).then((body) => resolve({ text: body, told }), reject);
    }).on('error', reject);
  });
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('from the first moment on every answer tells its client to use the connection no more, and the port stays open for the grace', async () => {
  const waiting: ServerResponse[] = [];
  const server = await listen(
    createServer(({ url }, response) => {
      if (url === '/held') waiting.push(response);
      else response.end('now');
    }),
    0,
  );
  const agent = new Agent({ keepAlive: true });
  expect(await ask(agent, server.port)).toEqual({ text: 'now', told: false });
  const held = ask(agent, server.port, '/held');
  while (waiting.length === 0) await turn();

  const draining = server.drain(200);
  expect(await ask(agent, server.port)).toEqual({ text: 'now', told: true });
  waiting[0]?.end('held');
  expect(await held).toEqual({ text: 'held', told: true });
  await draining;
  await expect(ask(agent, server.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  agent.destroy();
});

test('connections that are kept alive, or were only opened, do not hold it up', async () => {
  const server = await listen(
    createServer((_request, response) => void response.end('now')),
    0,
  );
  const agent = new Agent({ keepAlive: true });
  await ask(agent, server.port);
  const opened = connect(server.port, '127.0.0.1');
  await once(opened, 'connect');
  const since = performance.now();
  await server.drain();
  expect(performance.now() - since).toBeLessThan(1_000);
  agent.destroy();
  opened.destroy();
});

test('a request that is just arriving is answered', async () => {
  const server = await listen(
    createServer((_request, response) => void response.end('now')),
    0,
  );
  const socket = connect(server.port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: test\r\n');
  await delay(50);
  const draining = server.drain();
  await delay(200);
  socket.write('\r\n');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n(.*\r\n)*connection: close\r\n/i);
  await draining;
});

test('an answer that is written but still on its way is not cut', async () => {
  const size = 20_000_000;
  const server = await listen(
    createServer((_request, response) => void response.end(Buffer.alloc(size))),
    0,
  );
  const agent = new Agent({ keepAlive: true });
  const arriving = new Promise<IncomingMessage>((resolve) => {
    get({ agent, port: server.port, host: '127.0.0.1' }, resolve);
  });
  const response = await arriving;
  const draining = server.drain();
  await delay(200);
  expect((await buffer(response)).length).toBe(size);
  await draining;
  agent.destroy();
});

describe('behind a load balancer, under load', () => {
  /**
   * As load balancers do: connections are kept, a server that says that it is not ready gets nothing new, and what a
   * closed port refused goes to the other one. Anything else that goes wrong is a failed request.
   */
  class Balancer {
    readonly failed: unknown[] = [];
    answered = 0;
    private readonly agent = new Agent({ keepAlive: true, maxSockets: 20 });
    private readonly ready = new Map<number, boolean>();

    constructor(private readonly ports: readonly number[]) {}

    async probe(): Promise<void> {
      for (const port of this.ports) {
        const state = await ask(this.agent, port, '/readyz').then(
          (answer) => answer.text === 'ready',
          () => false,
        );
        this.ready.set(port, state);
      }
    }

    async request(): Promise<void> {
      const usable = this.ports.filter((port) => this.ready.get(port) !== false);
      const port = usable[this.answered % usable.length] ?? 0;
      try {
        await ask(this.agent, port);
        this.answered += 1;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') this.ready.set(port, false);
        else this.failed.push(error);
      }
    }

    end(): void {
      this.agent.destroy();
    }
  }

  async function startServer() {
    const state = { draining: false };
    const server = await listen(
      createServer(({ url }, response) => {
        if (url === '/readyz') response.end(state.draining ? 'draining' : 'ready');
        else setTimeout(() => response.end('done'), Math.random() * 5);
      }),
      0,
    );
    const stop = (graceMs: number) => {
      state.draining = true;
      return server.drain(graceMs);
    };
    return { port: server.port, stop };
  }

  test('one of two servers after the other is stopped: no request fails', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [first, second] = [await startServer(), await startServer()];
      const balancer = new Balancer([first.port, second.port]);
      const over = new AbortController();
      const probing = (async () => {
        while (!over.signal.aborted) {
          await balancer.probe();
          await delay(20);
        }
      })();
      const hammering = Array.from({ length: 20 }, async () => {
        while (!over.signal.aborted) await balancer.request();
      });
      await delay(100);
      const before = balancer.answered;
      await first.stop(200);
      await delay(100);
      over.abort();
      await Promise.all([probing, ...hammering]);
      expect(balancer.failed).toEqual([]);
      expect(balancer.answered).toBeGreaterThan(before);
      balancer.end();
      await second.stop(0);
    }
  });
});
