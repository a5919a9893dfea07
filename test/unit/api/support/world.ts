import { createHash } from 'node:crypto';
import { Registry } from 'prom-client';
import { createApp, type ApiDeps } from '../../../../src/api/app';
import type { EscalationRecord } from '../../../../src/api/escalation/page/ports';
import type { ApiClient } from '../../../../src/api/http/ports';
import type { LinkRecord } from '../../../../src/api/pages/links/ports';
import type { NewReroute } from '../../../../src/api/organization/ports';
import type {
  AddressAnswer,
  NewRequest,
  RequestAnswer,
  RequestRecord,
} from '../../../../src/api/organization/request-ports';
import type { EscalationView } from '../../../../src/api/escalation/schema';
import type { ReferralView } from '../../../../src/api/referral/referral-view';
import type { SeasonRecord } from '../../../../src/api/season/scorecards/ports';
import type { SeasonSituation } from '../../../../src/domain/season/summary';
import { SCOPES } from '../../../../src/api/http/scopes';
import { DomainError } from '../../../../src/domain/errors';
import { programOf } from '../../../../src/domain/program';
import type { Voice } from '../../../../src/domain/organization/request/consent';
import { assertAnswerable } from '../../../../src/domain/organization/request/answers';
import type { ScorecardCounts } from '../../../../src/domain/season/scorecards/scorecard-counts';
import type { Act } from '../../../../src/domain/referral/commands';
import type { RecordedAct } from '../../../../src/domain/referral/ports';
import type { HardExclusion } from '../../../../src/domain/routing/rules';
import { instant, type Instant } from '../../../../src/domain/time';
import { createApiKeys } from '../../../../src/infra/api-keys';
import { createLinks } from '../../../../src/infra/links';
import { createFigureWorkbooks } from '../../../../src/infra/workbook/figure-workbooks';
import { createPageSessions } from '../../../../src/infra/sessions';
import { createWorkbookWriter } from '../../../../src/infra/workbook/write-report';
import type { Followed } from '../../../../src/workflows/follow/plan';
import type { FollowerLabel } from '../../../../src/workflows/follow/waker';
import { minnesota, minnesotaAreas } from '../../support/minnesota';
import { fakeAssignmentReader, type AssignmentFacts } from './fake-assignments';
import { FakeIdempotency } from './fake-idempotency';
import { FakeLeads } from './fake-leads';
import { Mailroom } from './mailroom';
import { FakeOrganizations } from './fake-organizations';
import { FakeSeasons } from './fake-seasons';
import { FakeReports } from './fake-reports';
import { sampleRequest } from './sample-request';
import { serve, type Served } from './serve';

export const KEY = 'a-key-that-may-do-everything';
export const READ_KEY = 'a-key-that-may-only-read-referrals';
export const LINK_KEYS = ['0123456789abcdef0123456789abcdef'];

interface LogLine {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

/** The API over stores in memory and decisions that are as the test wants them; everything that it did can be looked at. */
export class World {
  constructor(readonly exchange = { policy: minnesota, areas: minnesotaAreas }) {}

  now: Instant = instant('2026-11-24T16:00:00Z');
  readonly idempotency = new FakeIdempotency();
  readonly leads = new FakeLeads(this.idempotency);
  readonly organizations = new FakeOrganizations();
  readonly seasons = new FakeSeasons();
  readonly reports = new FakeReports();
  /** Why each organization can be sent no lead. */
  readonly exclusionReader = new Map<string, readonly HardExclusion[]>();
  readonly referrals = new Map<string, ReferralView>();
  /** Acts that are on record from an earlier request. */
  readonly recordedActs = new Set<string>();
  readonly assignments = new Map<string, AssignmentFacts>();
  readonly linkRecords = new Map<string, LinkRecord>();
  readonly escalations = new Map<string, EscalationView>();
  readonly escalationRecords = new Map<string, EscalationRecord>();
  /** Called before an escalation's line is marked as done; may throw. */
  onFinish = () => {};
  /** The notes with which escalations were closed. */
  readonly resolved: string[] = [];
  /** Seasons as their scorecards know them. */
  readonly countedSeasons = new Map<string, SeasonRecord>();
  /** What was counted of every season. */
  counted: ScorecardCounts = {
    ...{ at: this.now, spans: [], organizations: [], leads: [], slices: [], reports: [] },
  };
  situation: SeasonSituation = {
    referrals: { received: 0, resolved: 0, withdrawn: 0, open: 0, waiting: 0 },
    gaps: [],
  };
  readonly requestRecords = new Map<string, RequestRecord>();
  readonly asked: NewRequest[] = [];
  readonly answers: RequestAnswer[] = [];
  /** What the two addresses of a contact change said. */
  readonly said: [Voice, AddressAnswer['says']][] = [];
  readonly reroutes: NewReroute[] = [];
  /** What was to be decided, in its order; what was refused is here too. */
  readonly acted: Pick<RecordedAct, 'referralId' | 'act' | 'payload'>[] = [];
  readonly woken: (Followed & { why: string; label: FollowerLabel | undefined })[] = [];
  readonly logged: LogLine[] = [];
  readonly mailroom = new Mailroom();
  nudges = 0;
  /** What comes of an act, and of a re-route; replaced by tests. */
  onAct: (act: Act) => Promise<void> = async () => undefined;
  onReroute: () => Promise<void> = async () => undefined;
  /** When there is room for another signal, and for another lead; replaced by tests. */
  onRoom: () => Promise<void> = async () => undefined;
  onLetIn: () => Promise<void> = async () => undefined;
  readonly links = createLinks({ keys: LINK_KEYS, publicUrl: 'https://leads.example.org' });
  readonly sessions = createPageSessions(LINK_KEYS);
  readonly health = { postgres: async () => undefined, temporal: async () => undefined } as Record<
    'postgres' | 'temporal',
    () => Promise<void>
  >;

  /** An assignment whose mail was sent, with its link. */
  addAssignment(assignment: AssignmentFacts, link: LinkRecord): void {
    this.assignments.set(assignment.id, assignment);
    this.linkRecords.set(link.id, link);
  }

  deps(publicUrl = 'https://leads.example.org'): ApiDeps {
    const log = (level: string) => (fields: object, message: string) => {
      this.logged.push({ level, fields, message });
    };
    return {
      policy: this.exchange.policy,
      program: programOf(this.exchange.policy, 'spoc@example.org'),
      areas: this.exchange.areas,
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
      inboundMail: this.mailroom.deps,
      policies: { list: async () => [] },
      requests: {
        find: async (id) => this.requestRecords.get(id) ?? null,
        list: async () => [],
      },
      requestActs: {
        ask: async (request) => {
          this.asked.push(request);
          const { at, commandId: _key, agreedBy = null, ...asked } = request;
          const record = sampleRequest({ ...asked, agreedBy, createdAt: at, dueAt: at });
          this.requestRecords.set(record.id, record);
          return record;
        },
        answer: async (answer) => {
          const record = this.requestRecord(answer.requestId);
          assertAnswerable(record, answer);
          this.answers.push(answer);
          return record;
        },
        confirm: async (answer) => this.hear('new-address', answer),
        agree: async (answer) => this.hear('old-address', answer),
      },
      seasons: this.seasons,
      reports: this.reports,
      reportReturns: this.reports,
      workbookReader: this.reports.workbookReader,
      workbookWriter: createWorkbookWriter(),
      reroutes: {
        begin: async (reroute) => {
          await this.onReroute();
          this.reroutes.push(reroute);
          return { count: 0 };
        },
      },
      openReferrals: { of: async () => ({ referrals: [], count: 0 }) },
      trialReader: { load: async () => ({ leads: [], organizations: [] }) },
      leads: this.leads,
      organizations: this.organizations,
      exclusionReader: { exclusions: async (id) => this.exclusionReader.get(id) ?? null },
      referrals: {
        find: async (id) => this.referrals.get(id) ?? null,
        list: async () => [...this.referrals.values()],
        events: async () => [],
        decisions: async () => [],
      },
      acts: {
        record: async ({ referralId, act, payload, check }) => {
          if (this.recordedActs.has(act.actId)) return { version: 4, recorded: true };
          await check?.();
          this.acted.push({ referralId, act, payload });
          await this.onAct(act);
          return { version: 4, recorded: true };
        },
      },
      waker: {
        wake: (followed, why, label) => void this.woken.push({ ...followed, why, label }),
        nudgeWaitlist: () => {
          this.nudges += 1;
        },
        room: () => this.onRoom(),
      },
      pace: { letIn: () => this.onLetIn() },
      escalations: {
        find: async (id) => this.escalations.get(id) ?? null,
        list: async () => [...this.escalations.values()],
        resolve: async (id, { note, by, at, eventId }) => {
          this.resolved.push(note);
          const record = this.escalationRecords.get(id);
          if (record !== undefined && eventId !== undefined) {
            const line = { id: eventId, at, actor: by, type: 'close', data: { note }, done: true } as const;
            this.escalationRecords.set(id, { ...record, open: false, history: [...record.history, line] });
          }
          return this.escalations.get(id) ?? null;
        },
        assign: async (id) => this.escalations.get(id) ?? null,
      },
      scorecards: {
        season: async (id) => this.countedSeasons.get(id) ?? null,
        count: async (_spans, at) => ({ ...this.counted, at }),
        situation: async () => this.situation,
      },
      figureWorkbooks: createFigureWorkbooks(),
      coverage: { read: async () => ({ organizations: [], askedFor: [] }) },
      escalationPages: {
        find: async (id) => this.escalationRecords.get(id) ?? null,
        begin: async (event) => {
          const record = this.escalationRecords.get(event.escalationId);
          if (record === undefined) throw new Error('no such escalation');
          if (record.history.some(({ id }) => id === event.id)) return;
          const history = [...record.history, { ...event, done: false }];
          this.escalationRecords.set(record.id, { ...record, history });
        },
        finish: async (eventId) => {
          this.onFinish();
          for (const record of this.escalationRecords.values()) {
            const history = record.history.map((line) =>
              line.id === eventId ? { ...line, done: true } : line,
            );
            this.escalationRecords.set(record.id, { ...record, history });
          }
        },
        abandon: async (eventId) => {
          for (const record of this.escalationRecords.values()) {
            const history = record.history.filter(({ id, done }) => id !== eventId || done);
            this.escalationRecords.set(record.id, { ...record, history });
          }
        },
      },
      linkTokens: this.links,
      links: { find: async (id) => this.linkRecords.get(id) ?? null },
      assignments: fakeAssignmentReader(this.assignments),
      sessions: this.sessions,
    };
  }

  /** Keeps what an address says, and nothing of what follows. */
  private hear(voice: Voice, answer: AddressAnswer): RequestRecord {
    this.said.push([voice, answer.says]);
    return this.requestRecord(answer.requestId);
  }

  private requestRecord(id: string): RequestRecord {
    const record = this.requestRecords.get(id);
    if (record === undefined) throw new DomainError('not-found', 'There is no such request.');
    return record;
  }

  serve(publicUrl?: string): Promise<Served> {
    return serve(createApp(this.deps(publicUrl)));
  }
}

function key(presented: string, client: ApiClient) {
  return { sha256: createHash('sha256').update(presented).digest('hex'), client };
}
