import { createHash } from 'node:crypto';
import { Registry } from 'prom-client';
import { createApp, type ApiDeps } from '../../../../src/api/app';
import type { ApiClient, AssignmentRecord, StoredAct } from '../../../../src/api/ports';
import type { EscalationView } from '../../../../src/api/schemas/escalation-view';
import type { ReferralView } from '../../../../src/api/schemas/referral-view';
import { SCOPES } from '../../../../src/api/scopes';
import { programContact } from '../../../../src/domain/program-contact';
import { instant, type Instant } from '../../../../src/domain/time';
import { createApiKeys } from '../../../../src/infra/api-keys';
import { createLinks } from '../../../../src/infra/links';
import { createPageSessions } from '../../../../src/infra/sessions';
import type { Act, ReferralInput } from '../../../../src/workflows/referral/messages';
import { minnesota, minnesotaAreas } from '../../support/minnesota';
import { FakeIdempotency } from './fake-idempotency';
import { FakeLeads } from './fake-leads';
import { FakeOrganizations } from './fake-organizations';
import { serve, type Served } from './serve';

export const KEY = 'a-key-that-may-do-everything';
export const READ_KEY = 'a-key-that-may-only-read-referrals';
export const LINK_KEYS = ['0123456789abcdef0123456789abcdef'];

interface LogLine {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

/** The API over stores in memory and workflows that do as they are told; everything that it did can be looked at. */
export class World {
  now: Instant = instant('2026-11-24T16:00:00Z');
  readonly idempotency = new FakeIdempotency();
  readonly leads = new FakeLeads(this.idempotency);
  readonly organizations = new FakeOrganizations();
  readonly referrals = new Map<string, ReferralView>();
  readonly recordedActs = new Set<string>();
  readonly assignments = new Map<string, AssignmentRecord>();
  readonly escalations = new Map<string, EscalationView>();
  readonly storedActs: StoredAct[] = [];
  readonly started: ReferralInput[] = [];
  readonly acted: { referralId: string; act: Act }[] = [];
  readonly logged: LogLine[] = [];
  nudges = 0;
  /** What Temporal does with what it is sent; replaced by tests. */
  onStart: (input: ReferralInput) => Promise<void> = async () => undefined;
  onAct: (act: Act) => Promise<void> = async () => undefined;
  onNudge: () => Promise<void> = async () => undefined;
  readonly links = createLinks({ keys: LINK_KEYS, publicUrl: 'https://leads.example.org' });
  readonly sessions = createPageSessions(LINK_KEYS);
  readonly health = { postgres: async () => undefined, temporal: async () => undefined } as Record<
    'postgres' | 'temporal',
    () => Promise<void>
  >;

  deps(publicUrl = 'https://leads.example.org'): ApiDeps {
    const log = (level: string) => (fields: object, message: string) => {
      this.logged.push({ level, fields, message });
    };
    return {
      policy: minnesota,
      program: programContact(minnesota, 'spoc@example.org'),
      areas: minnesotaAreas,
      publicUrl,
      clock: { now: () => this.now },
      log: { info: log('info'), warn: log('warn'), error: log('error') },
      metrics: new Registry(),
      health: this.health,
      keys: createApiKeys([
        key(KEY, { id: 'full', scopes: SCOPES }),
        key(READ_KEY, { id: 'reader', scopes: ['referrals:read'] }),
      ]),
      idempotency: this.idempotency,
      leads: this.leads,
      organizations: this.organizations,
      referrals: {
        find: async (id) => this.referrals.get(id) ?? null,
        list: async () => [...this.referrals.values()],
        events: async () => [],
        hasRecorded: async (_id, actId) => this.recordedActs.has(actId),
        decisions: async () => [],
      },
      acts: { store: async (act) => void this.storedActs.push(act) },
      workflows: {
        start: async (input) => {
          this.started.push(input);
          await this.onStart(input);
        },
        act: async (referralId, act) => {
          this.acted.push({ referralId, act });
          await this.onAct(act);
          return { version: 4 };
        },
      },
      waitlist: {
        nudge: async () => {
          this.nudges += 1;
          await this.onNudge();
        },
      },
      escalations: {
        find: async (id) => this.escalations.get(id) ?? null,
        list: async () => [...this.escalations.values()],
        resolve: async (id) => this.escalations.get(id) ?? null,
      },
      links: this.links,
      assignments: {
        find: async (id) => this.assignments.get(id) ?? null,
        findByLink: async (linkId) =>
          [...this.assignments.values()].find(({ link }) => link.id === linkId) ?? null,
      },
      sessions: this.sessions,
    };
  }

  serve(publicUrl?: string): Promise<Served> {
    return serve(createApp(this.deps(publicUrl)));
  }
}

function key(presented: string, client: ApiClient) {
  return { sha256: createHash('sha256').update(presented).digest('hex'), client };
}
