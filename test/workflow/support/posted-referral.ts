import { isDeepStrictEqual } from 'node:util';
import type { WorkflowHandle } from '@temporalio/client';
import { v7 as uuidv7 } from 'uuid';
import type { RecordedEvent } from '../../../src/activities/ports';
import { referralWorkflowId } from '../../../src/workflows/ids';
import { stateQuery, type Act, type ActResult } from '../../../src/workflows/referral/messages';
import type { ReferralOutcome } from '../../../src/workflows/referral/workflow';
import type { ReferralState } from '../../../src/workflows/referral/state';
import { eventually } from './eventually';
import type { Service } from './service';

type EventType = RecordedEvent['type'];
type EventOf<T extends EventType> = Extract<RecordedEvent, { type: T }>;
type Bare<T> = T extends Act ? Omit<T, 'actId' | 'actor' | 'assignmentId'> : never;

export interface Seen {
  readonly attributes: Record<string, unknown>;
  readonly memo: Record<string, unknown>;
}

/** One referral as a test follows it: what it did, what was recorded of it, and how it is seen from outside. */
export class PostedReferral {
  readonly handle: WorkflowHandle<() => Promise<ReferralOutcome>>;

  constructor(
    readonly id: string,
    private readonly service: Service,
  ) {
    this.handle = service.client.workflow.getHandle(referralWorkflowId(id));
  }

  get row() {
    return this.service.world.db.referral(this.id);
  }

  /** The `count`-th event of this type, as soon as it is recorded. */
  async recorded<T extends EventType>(type: T, count = 1): Promise<EventOf<T>> {
    const events = await eventually(
      `${type} number ${count}, after ${this.row.events.at(-1)?.type}`,
      () => this.events(type),
      (found) => found.length >= count,
    );
    // Long enough: that was waited for.
    return events[count - 1] as EventOf<T>;
  }

  events<T extends EventType>(type: T): EventOf<T>[] {
    return this.row.events.filter((event): event is EventOf<T> => event.type === type);
  }

  /** The history in words: type, and milestone or cause where there is one. */
  story(): string[] {
    return this.row.events.map((event) => {
      const more = 'milestone' in event ? event.milestone : 'reason' in event ? event.reason : null;
      return more === null ? event.type : `${event.type} ${more}`;
    });
  }

  state(): Promise<ReferralState> {
    return this.handle.query(stateQuery);
  }

  /** What a person does by the link of the assignment that is open now. */
  async act(
    act: Bare<Act>,
    about: Partial<Pick<Act, 'actId' | 'assignmentId' | 'actor'>> = {},
  ): Promise<ActResult> {
    const assignmentId = this.events('assigned').at(-1)?.assignmentId ?? null;
    return this.service.workflows.act(this.id, {
      ...{ actId: uuidv7(), actor: 'assister', assignmentId },
      ...about,
      ...act,
    });
  }

  /** What the Temporal UI keeps of it: search attributes by name, and the memo. */
  async seen(): Promise<Seen> {
    const { typedSearchAttributes, memo } = await this.handle.describe();
    const attributes = typedSearchAttributes
      .getAll()
      .map(({ key, value }) => [key.name, value instanceof Date ? value.toISOString() : value] as const);
    return { attributes: Object.fromEntries(attributes), memo: memo ?? {} };
  }

  /** Waits for exactly these search attributes, besides those that never change, and returns the memo. */
  async shows(attributes: Record<string, string>): Promise<Record<string, unknown>> {
    const { memo } = await eventually(
      JSON.stringify(attributes),
      () => this.seen(),
      ({ attributes: { AssisterType: _type, County: _county, ...changing } }) =>
        isDeepStrictEqual(changing, attributes),
    );
    return memo;
  }

  /** The text that the Temporal UI shows, as the worker answers it. */
  async details(): Promise<string> {
    const metadata = await this.handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
    return metadata.currentDetails;
  }

  delivered(kind: Parameters<Service['world']['postOffice']['delivered']>[1]) {
    return this.service.world.postOffice.delivered(this.id, kind);
  }

  get escalations() {
    return this.service.world.desk.concerning(this.id);
  }
}
