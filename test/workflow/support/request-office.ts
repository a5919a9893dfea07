import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { v7 as uuidv7 } from 'uuid';
import type { Activities } from '../../../src/activities';
import { deliver } from '../../../src/activities/deliver';
import type { ClaimedMessage, Letter, OutgoingMail } from '../../../src/activities/ports';
import type { RequestDesk } from '../../../src/activities/requests/ports';
import { requestActs } from '../../../src/activities/requests/request-acts';
import { requestMails } from '../../../src/activities/requests/request-mails';
import { requestDueAt, type RequestAsk, type RequestEffect } from '../../../src/domain/requests';
import { instant, type Instant } from '../../../src/domain/time';
import type { RequestState } from '../../../src/domain/vocabulary';
import { loadProgram } from '../../../src/infra/program-file';
import { createRequestWorkflows } from '../../../src/infra/temporal/request-workflows';
import { requestWorkflowId } from '../../../src/workflows/ids';
import type { EscalationActivities } from '../../../src/workflows/shared/escalation-activities';
import { goTo, runWorker } from './time-skipping';
import { startTimeSkipping } from '../../support/temporal';
import '../../support/quiet';

export const SPOC = 'spoc@exchange.example.org';
const TASK_QUEUE = 'request-tests';
const policy = loadProgram('config/mnsure.json');

export interface OrganizationInMemory {
  readonly id: string;
  readonly name: string;
  contactEmail: string;
  capacity: number;
  suspendedByExchange: boolean;
}

/** What was done to an organization, and when by the workflow's time. */
export interface Done {
  readonly what: 'applied' | 'restored';
  readonly at: Instant;
  readonly effect: RequestEffect | null;
}

interface Row {
  readonly id: string;
  readonly ask: RequestAsk;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
  state: RequestState;
  formerEmail: string | null;
  formerCapacity: number | null;
  applied: boolean;
}

/** A time-skipping server and a real worker for requests, over one organization in memory. */
export class RequestOffice {
  readonly organization: OrganizationInMemory = {
    ...{ id: uuidv7(), name: 'Sample Organization', contactEmail: 'old@organization.example.org' },
    ...{ capacity: 10, suspendedByExchange: false },
  };
  readonly done: Done[] = [];
  readonly mails: OutgoingMail[] = [];
  readonly escalations: { openedAt: Instant; dueAt: Instant | undefined; subject: object }[] = [];
  /** Addresses that take no mail. */
  readonly refusing = new Set<string>();
  nudges = 0;
  private readonly rows = new Map<string, Row>();

  private constructor(
    private readonly env: TestWorkflowEnvironment,
    readonly client: Client,
    readonly workflows: ReturnType<typeof createRequestWorkflows>,
    private stopWorker: () => Promise<void> = async () => undefined,
  ) {}

  static async open(): Promise<RequestOffice> {
    const env = await startTimeSkipping();
    const client = new Client({ connection: env.connection, namespace: env.namespace ?? 'default' });
    const workflows = createRequestWorkflows(client, { taskQueue: TASK_QUEUE, withinMs: 40_000 });
    const office = new RequestOffice(env, client, workflows);
    office.stopWorker = await runWorker(env, {
      ...{ taskQueue: TASK_QUEUE, maxCachedWorkflows: 20 },
      activities: office.activities(),
    });
    return office;
  }

  async close(): Promise<void> {
    await this.stopWorker();
    await this.env.teardown();
  }

  async goTo(at: string): Promise<void> {
    await goTo(this.env, at);
  }

  /** The row, then the workflow, as the API does it. */
  async ask(ask: RequestAsk, { start = true } = {}): Promise<AskedRequest> {
    const createdAt = instant(await this.env.currentTimeMs());
    const state = ask.kind === 'contact-change' ? 'awaiting-confirmation' : 'open';
    const id = uuidv7();
    const dueAt = requestDueAt(policy, createdAt);
    this.rows.set(id, {
      id,
      ask,
      createdAt,
      dueAt,
      state,
      formerEmail: null,
      formerCapacity: null,
      applied: false,
    });
    const request = { requestId: id, kind: ask.kind, organizationId: this.organization.id };
    if (start) await this.workflows.begin(request);
    return { id, dueAt, request, handle: this.client.workflow.getHandle(requestWorkflowId(id)) };
  }

  state(id: string): RequestState {
    return this.row(id).state;
  }

  mailsTo(address: string): { kind: string; subject: string; at: Instant }[] {
    return this.mails
      .filter((mail) => mail.to === address)
      .map(({ kind, subject, date }) => ({ kind, subject, at: date }));
  }

  private row(id: string): Row {
    const row = this.rows.get(id);
    if (row === undefined) throw new Error(`no request ${id}`);
    return row;
  }

  private desk(): RequestDesk {
    const { organization } = this;
    return {
      begin: async (id) => {
        const { ask, state, createdAt, dueAt } = this.row(id);
        return { ask, state, createdAt, dueAt, organization };
      },
      settle: async (id, { outcome }) => {
        this.row(id).state = outcome;
      },
      apply: async (id, effect, at) => {
        const row = this.row(id);
        if (row.applied) return;
        row.applied = true;
        this.done.push({ what: 'applied', at, effect });
        if (effect.does !== 'set') return;
        row.formerEmail = organization.contactEmail;
        row.formerCapacity = organization.capacity;
        Object.assign(organization, effect.fields);
      },
      restore: async (id, at) => {
        this.done.push({ what: 'restored', at, effect: null });
        organization.capacity = this.row(id).formerCapacity ?? organization.capacity;
      },
      mailFacts: async (id) => {
        const { ask, state, createdAt, dueAt, formerEmail } = this.row(id);
        return { ask, state, createdAt, dueAt, formerEmail, note: null, organization, escalationId: null };
      },
    };
  }

  private activities(): Partial<Activities> {
    const messages = new Map<string, ClaimedMessage>();
    const delivery = {
      messageIdHost: 'leads.example.org',
      outbox: {
        claim: async ({ key, recipient }: Letter) => {
          const message = messages.get(`${key}/${recipient}`) ?? { id: uuidv7(), state: 'pending' as const };
          messages.set(`${key}/${recipient}`, message);
          return message;
        },
        record: async (id: string) => {
          for (const [key, message] of messages)
            if (message.id === id) messages.set(key, { id, state: 'sent' });
        },
      },
      mailServer: {
        send: async (mail: OutgoingMail) => {
          if (this.refusing.has(mail.to)) {
            return { outcome: 'refused', smtpCode: 550, response: '550 no such user' } as const;
          }
          this.mails.push(mail);
          return { outcome: 'sent', response: '250 OK' } as const;
        },
      },
    };
    const deps = {
      ...delivery,
      policy,
      program: { ...policy.exchange, exchangeName: policy.exchange.name, spocEmail: SPOC },
      requestDesk: this.desk(),
      openAssignments: { after: async () => [] },
      links: {
        linkFor: async ({ purpose, expiresAt }: { purpose: string; expiresAt: Instant }) => ({
          url: `https://leads.example.org/l/${purpose}`,
          expiresAt,
        }),
      },
      waiting: { nextPlaceable: async () => uuidv7() },
      waitlist: {
        nudge: async () => {
          this.nudges += 1;
        },
      },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    };
    const escalations: EscalationActivities = {
      openEscalation: async ({ at, dueAt, subject }) => {
        this.escalations.push({ openedAt: at, dueAt, subject });
        return { escalationId: uuidv7(), opened: true };
      },
      sendEscalationMail: ({ escalationId, at }) => {
        const letter = { key: escalationId, kind: 'escalation', recipient: SPOC, at } as const;
        const about = { referralId: null, escalationId, organizationId: null };
        const mail = { subject: 'Needs you', html: '', text: '' };
        return deliver(delivery, { ...letter, ...about }, async () => mail);
      },
    };
    return { ...requestActs(deps), ...requestMails(deps), ...escalations };
  }
}

export interface AskedRequest {
  readonly id: string;
  readonly dueAt: Instant;
  readonly request: Parameters<ReturnType<typeof createRequestWorkflows>['begin']>[0];
  readonly handle: ReturnType<Client['workflow']['getHandle']>;
}
