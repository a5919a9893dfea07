import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ReferralView } from '../../../src/api/referral/referral-view';
import { isAlive, type Identity } from '../../support/processes.mjs';
import { ApiClient } from './api-client';
import { eventually } from '../../support/eventually';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { sampleLead } from './samples';
import { ServiceProcess } from './service-process';

/** Of all that can be moved. */
export const PORT_VARIABLES = [
  ...(['PORT', 'TEMPORAL_PORT', 'TEMPORAL_UI_PORT'] as const),
  ...(['SMTP_PORT', 'INBOX_PORT', 'POSTGRES_PORT'] as const),
] as const;
type Ports = Record<(typeof PORT_VARIABLES)[number], string>;

/** Within it the part is restarted, and a mail that was on its way to it is tried again. */
const MAILED_WITHIN_MS = 60_000;

/** What `npm start` runs, with data and ports of its own. */
export class NpmStart {
  private constructor(
    private readonly folder: string,
    private readonly ports: Ports,
    readonly process: ServiceProcess,
  ) {}

  static async create(): Promise<NpmStart> {
    const folder = await mkdtemp(path.join(tmpdir(), 'assister-leads-start-'));
    const entries = PORT_VARIABLES.map(async (variable) => [variable, String(await freePort())] as const);
    const ports = Object.fromEntries(await Promise.all(entries)) as Ports;
    // As npm sets it: should whoever runs the test be killed, everything stops by itself.
    const env = { ...process.env, ...ports, DATA_DIR: dataIn(folder), npm_lifecycle_event: 'start' };
    const isReady = (printed: string) => printed.includes('Ready after');
    return new NpmStart(folder, ports, new ServiceProcess('scripts/start.mjs', env, isReady));
  }

  /** Null when nothing is recorded: no service runs on these data. */
  recorded(): Readonly<Record<string, Identity>> | null {
    try {
      const file = readFileSync(path.join(dataIn(this.folder), 'run', 'parts.json'), 'utf8');
      return (JSON.parse(file) as { parts: Record<string, Identity> }).parts;
    } catch {
      return null;
    }
  }

  /** The process of a part. Throws when none is recorded. */
  part(name: string): Identity {
    const identity = this.recorded()?.[name];
    if (identity === undefined) throw new Error(`no process of ${name} is recorded`);
    return identity;
  }

  /** As a CRM does it: the same request with the same key, until it is taken. Returns when its mail is in the inbox. */
  async deliverLead(): Promise<void> {
    const crm = new ApiClient(`http://127.0.0.1:${this.ports.PORT}`, this.apiKey());
    const lead = sampleLead('St. Louis');
    const key = { 'idempotency-key': lead.externalId };
    const answer = await eventually(
      'the lead to be taken',
      () => crm.post<ReferralView>('/referrals', lead, key).catch(() => null),
      (latest) => latest?.status === 201,
      MAILED_WITHIN_MS,
    );
    const id = answer?.body.id ?? '';
    await eventually(`the mail of ${id}`, () => this.hasMail(id), Boolean, MAILED_WITHIN_MS);
  }

  /** Ends whatever still runs, also after a test that failed, and removes the data. */
  async remove(): Promise<void> {
    await this.process.end('SIGINT');
    for (const identity of Object.values(this.recorded() ?? {})) {
      if (isAlive(identity)) process.kill(identity.pid, 'SIGKILL');
      while (isAlive(identity)) await delay(50);
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private apiKey(): string {
    const secrets = readFileSync(path.join(dataIn(this.folder), 'secrets.json'), 'utf8');
    return (JSON.parse(secrets) as { apiKey: string }).apiKey;
  }

  private async hasMail(referralId: string): Promise<boolean> {
    const inbox = `http://127.0.0.1:${this.ports.INBOX_PORT}/api/email`;
    const mails = await fetch(inbox)
      .then(async (answer) => (await answer.json()) as { headers: Record<string, string> }[])
      .catch(() => []);
    return mails.some(
      ({ headers }) => headers['x-message-kind'] === 'lead' && headers['x-referral-id'] === referralId,
    );
  }
}

function dataIn(folder: string): string {
  return path.join(folder, 'data');
}
