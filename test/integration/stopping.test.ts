import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../scripts/lib/ports.mjs';
import { holdAt } from '../support/smtp';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { leadCopies } from './support/mails';
import { sampleOrganization } from './support/samples';
import { ServiceProcess } from './support/service-process';

let site: Installation;
const started: ServiceProcess[] = [];
beforeAll(async () => {
  site = await install();
});
afterAll(async () => {
  await Promise.all(started.map((api) => api.end('SIGTERM')));
  await site.stop();
});

interface Api {
  readonly port: number;
  readonly process: ServiceProcess;
}

async function startApi(): Promise<Api> {
  const port = await freePort();
  const env = { ...site.service.environment, PORT: String(port) };
  const ready = () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  const api = { port, process: new ServiceProcess('dist/api/main.js', env, ready) };
  started.push(api.process);
  await api.process.start();
  return api;
}

/**
 * A load balancer as they are: it keeps connections, asks every API whether it is ready, sends to those that are, and
 * goes to the next one when a port is closed. Whatever else goes wrong is a failed request.
 */
class Balancer {
  readonly failed: string[] = [];
  answered = 0;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 16 });
  /** Probes do not queue behind requests. */
  private readonly probes = new Agent();
  private readonly unready = new Set<number>();
  private over = false;
  private readonly running: Promise<void>[];

  constructor(private readonly apis: readonly Api[]) {
    const visits = Array.from({ length: 16 }, () => this.untilOver(() => this.visit()));
    this.running = [...visits, this.untilOver(() => this.probe())];
  }

  async end(): Promise<void> {
    this.over = true;
    await Promise.all(this.running);
    this.agent.destroy();
  }

  private async untilOver(work: () => Promise<void>): Promise<void> {
    while (!this.over) await work();
  }

  private async probe(): Promise<void> {
    for (const { port } of this.apis) {
      const status = await this.ask(this.probes, port, '/readyz').catch(() => 0);
      if (status === 200) this.unready.delete(port);
      else this.unready.add(port);
    }
    await delay(50);
  }

  private async visit(): Promise<void> {
    const usable = this.apis.filter(({ port }) => !this.unready.has(port));
    const port = usable[this.answered % usable.length]?.port ?? 0;
    try {
      const status = await this.ask(this.agent, port, '/api/v1/organizations');
      if (status === 200) this.answered += 1;
      else this.failed.push(`status ${status}`);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ECONNREFUSED') this.unready.add(port);
      else this.failed.push(String(error));
    }
  }

  private ask(agent: Agent, port: number, path: string): Promise<number> {
    const headers = { authorization: `Bearer ${site.service.apiKey}` };
    return new Promise((resolve, reject) => {
      const asked = request({ agent, host: '127.0.0.1', port, path, headers }, (response) => {
        text(response).then(() => resolve(response.statusCode ?? 0), reject);
      });
      asked.on('error', reject).end();
    });
  }
}

test('one API of two is stopped under load, again and again: no request fails, each stop takes seconds', async () => {
  const staying = await startApi();
  for (let round = 0; round < 4; round += 1) {
    const leaving = await startApi();
    const balancer = new Balancer([leaving, staying]);
    await delay(500);
    const since = performance.now();
    const code = await leaving.process.end('SIGTERM');
    const took = performance.now() - since;
    const meanwhile = balancer.answered;
    await delay(200);
    await balancer.end();
    expect({ code, failed: balancer.failed }).toEqual({ code: 0, failed: [] });
    expect(balancer.answered).toBeGreaterThan(meanwhile);
    expect(took).toBeLessThan(5_000);
    expect(leaving.process.printed).toContain('api has stopped');
  }
});

test('a worker that is told to stop with a mail under way ends in order, and its health says so all the way', async () => {
  const port = await freePort();
  const env = { ...site.service.environment, WORKER_HEALTH_PORT: String(port) };
  const health = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`).then(
      async (response) => ({ status: response.status, body: (await response.json()) as object }),
      () => null,
    );
  const worker = new ServiceProcess(
    'dist/worker/main.js',
    env,
    async () => (await health('/readyz'))?.status === 200,
  );
  started.push(worker);
  await worker.start();
  expect(await health('/healthz')).toEqual({ status: 200, body: { status: 'alive', worker: 'RUNNING' } });
  expect(await health('/readyz')).toMatchObject({
    body: { status: 'ready', dependencies: { postgres: 'up', temporal: 'up' } },
  });

  // From here on only this one works, and it has a mail that the mail server has not confirmed yet.
  await site.service.worker.end('SIGTERM');
  const { contactEmail } = await site.crm.createOrganization(sampleOrganization('Ramsey'));
  const unconfirmed = holdAt('reply');
  site.smtp.behaveFor(contactEmail, unconfirmed);
  const { id } = await site.crm.startReferral(site.lead('Ramsey'));
  await unconfirmed.hold.reached;
  const since = performance.now();
  const ending = worker.end('SIGTERM');
  await delay(1_000);
  expect(await health('/healthz')).toMatchObject({ status: 503, body: { status: 'not-working' } });
  expect(await health('/readyz')).toMatchObject({ status: 503, body: { status: 'draining' } });
  unconfirmed.hold.release();
  expect(await ending).toBe(0);
  expect(performance.now() - since).toBeLessThan(30_000);
  expect(worker.printed).toContain('worker has stopped');
  expect(await health('/healthz')).toBeNull();

  await site.service.worker.start();
  await eventually(
    'the sending',
    () => site.crm.referral(id),
    ({ status }) => status === 'sent',
  );
  expect(leadCopies(site.smtp, id).count).toBe(1);
});
