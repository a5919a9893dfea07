import { Counter, Registry } from 'prom-client';
import { Unfit } from '../../../src/health';
import { serveWorkerHealth, type WorkerHealth, type WorkerState } from '../../../src/worker/health';

let state: WorkerState;
let probes: Record<string, () => Promise<void>>;
let health: WorkerHealth;
const metrics = new Registry();
const warned: object[] = [];
beforeEach(async () => {
  state = 'RUNNING';
  probes = { postgres: async () => undefined, temporal: async () => undefined };
  health = await serveWorkerHealth(0, {
    state: () => state,
    // What a test says later counts.
    probes: { postgres: () => call('postgres'), temporal: () => call('temporal') },
    metrics,
    log: { warn: (fields) => void warned.push(fields) },
  });
});
afterEach(() => health.close());

const call = (name: string) => probes[name]?.() ?? Promise.resolve();

async function ask(path: string) {
  const response = await fetch(`http://127.0.0.1:${health.port}${path}`);
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as object) };
}

test('a worker that asks for work is alive, and ready when it can do it', async () => {
  expect(await ask('/healthz')).toEqual({ status: 200, body: { status: 'alive', worker: 'RUNNING' } });
  expect(await ask('/readyz')).toEqual({
    status: 200,
    body: { status: 'ready', worker: 'RUNNING', dependencies: { postgres: 'up', temporal: 'up' } },
  });
});

test('whoever cannot mend Temporal by a new worker leaves it out', async () => {
  probes = { ...probes, temporal: () => Promise.reject(new Error('connection refused')) };
  expect(await ask('/readyz')).toMatchObject({ status: 503, body: { dependencies: { temporal: 'down' } } });
  expect(await ask('/readyz?exclude=temporal')).toEqual({
    status: 200,
    body: { status: 'ready', worker: 'RUNNING', dependencies: { postgres: 'up' } },
  });
});

test.each<WorkerState>(['STARTING', 'INITIALIZED', 'STOPPING', 'DRAINING', 'DRAINED', 'STOPPED', 'FAILED'])(
  '%s is neither',
  async (now) => {
    state = now;
    expect(await ask('/healthz')).toEqual({ status: 503, body: { status: 'not-working', worker: now } });
    expect(await ask('/readyz')).toMatchObject({ status: 503, body: { worker: now } });
  },
);

test('it says whether it has not begun or is ending', async () => {
  state = 'STARTING';
  expect(await ask('/readyz')).toMatchObject({ body: { status: 'not-ready' } });
  state = 'DRAINING';
  expect(await ask('/readyz')).toMatchObject({ body: { status: 'draining' } });
});

test('a dependency that is down: alive, not ready, and it is the one named', async () => {
  probes['temporal'] = () => Promise.reject(new Unfit('no namespace'));
  probes['postgres'] = () => Promise.reject(new Error('at 10.0.0.7: connection refused'));
  expect((await ask('/healthz')).status).toBe(200);
  expect(await ask('/readyz')).toEqual({
    status: 503,
    body: {
      status: 'not-ready',
      worker: 'RUNNING',
      dependencies: { postgres: 'down', temporal: 'down' },
      reasons: { temporal: 'no namespace' },
    },
  });
});

test('what Prometheus asks for is told', async () => {
  metrics.clear();
  new Counter({ name: 'assister_leads_sample_total', help: 'Samples', registers: [metrics] }).inc(3);
  const response = await fetch(`http://127.0.0.1:${health.port}/metrics`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, metrics.contentType]);
  expect(await response.text()).toContain('assister_leads_sample_total 3');
});

test('there is nothing else', async () => {
  expect((await ask('/')).status).toBe(404);
});

test('a taken port is named with the variable that moves it', async () => {
  const deps = { state: () => state, probes: {}, metrics, log: { warn: () => undefined } };
  await expect(serveWorkerHealth(health.port, deps)).rejects.toThrow(
    `port ${health.port} is taken; set WORKER_HEALTH_PORT to another one`,
  );
});
