import type { MailOrder } from '../../../../src/domain/mail-order';
import type { MessageState } from '../../../../src/domain/mail-retries';
import type { NumberedEvent, ReferralEvent } from '../../../../src/domain/referral/events';
import type { MailWanted } from '../../../../src/domain/referral/follow-up-mails';
import type { Moved } from '../../../../src/domain/referral/read-model';
import type { AssignmentState, ReferralState } from '../../../../src/domain/referral/state';
import type { Instant } from '../../../../src/domain/time';
import type { Rules } from './rules';

/** A row of `messages`. */
export interface MessageRow {
  readonly key: string;
  readonly order: MailOrder;
  readonly assignmentId: string;
  readonly organizationId: string;
  readonly createdAt: Instant;
  readonly attempts: number;
  /** Attempts of which nobody knows whether the server has the mail, the one under way included. */
  readonly doubts: number;
  readonly nextAttemptAt: Instant | null;
  readonly state: MessageState['state'];
}

/** As the log's row is first made. */
export interface Begun {
  readonly state: ReferralState;
  readonly first: ReferralEvent;
}

/**
 * What PostgreSQL holds of one referral, in memory, and written as src/infra/prisma/referral writes it: by what `moveBy`
 * says, and by nothing else. A transaction that is rolled back leaves it as it was.
 */
export class Store {
  state: ReferralState;
  readonly log: NumberedEvent[];
  assignments = new Map<string, AssignmentState>();
  messages = new Map<string, MessageRow>();
  held = new Map<string, number>();
  acts = new Map<string, number>();
  tried = new Set<string>();
  distrusted = new Set<string>();
  pastDeadlines = 0;
  /** The follower's row. */
  behindSince: number | null = 0;
  followed = 0;
  wakeAt: Instant | null = null;

  constructor(
    private readonly rules: Rules,
    { state, first }: Begun,
  ) {
    this.state = state;
    this.log = [{ ...first, seq: 1, status: state.status }];
  }

  snapshot(): () => void {
    const { state, assignments, messages, held, acts, tried, distrusted, pastDeadlines } = this;
    const { behindSince, followed, wakeAt } = this;
    const { length } = this.log;
    this.assignments = new Map(assignments);
    this.messages = new Map(messages);
    this.held = new Map(held);
    this.acts = new Map(acts);
    this.tried = new Set(tried);
    this.distrusted = new Set(distrusted);
    return () => {
      this.log.length = length;
      Object.assign(this, { state, assignments, messages, held, acts, tried, distrusted, pastDeadlines });
      Object.assign(this, { behindSince, followed, wakeAt });
    };
  }

  take(organizationId: string): void {
    this.held.set(organizationId, (this.held.get(organizationId) ?? 0) + 1);
  }

  /** `append` of src/infra/prisma/referral/append.ts. */
  append(events: readonly ReferralEvent[]): void {
    if (events.length === 0) return;
    const moved = this.rules.moveBy(this.state, events);
    this.write(moved);
    const over = new Set(moved.changed.filter(({ endedAt }) => endedAt !== null).map(({ id }) => id));
    for (const message of this.messages.values()) {
      const untouched = message.state === 'pending' && message.doubts === 0 && message.order.mail !== 'over';
      if (untouched && over.has(message.assignmentId)) this.put({ ...message, state: 'overtaken' });
    }
    for (const wanted of this.rules.followUpMails(moved)) this.addMessage(wanted, moved.after.lastAt);
  }

  private write({ after, events, begun, changed, released, replaced }: Moved): void {
    for (const event of events) {
      if (event.seq !== this.log.length + 1) throw new Error(`event ${event.seq} follows ${this.log.length}`);
      this.log.push(event);
    }
    for (const row of begun) this.insert(row);
    for (const row of changed) this.update(row);
    for (const id of released) this.held.set(id, (this.held.get(id) ?? 0) - 1);
    this.pastDeadlines += replaced.length;
    this.state = after;
  }

  private insert(row: AssignmentState): void {
    if (this.assignments.has(row.id)) throw new Error(`a second row of ${row.id}`);
    this.assignments.set(row.id, row);
  }

  private update(row: AssignmentState): void {
    if (!this.assignments.has(row.id)) throw new Error(`no row of ${row.id}`);
    this.assignments.set(row.id, row);
    const { endReason, organizationId } = row;
    const failed = ['declined', 'undeliverable', 'timed-out', 'reassigned'].includes(endReason ?? '');
    if (failed) this.tried.add(organizationId);
    if (endReason === 'undeliverable') this.distrusted.add(organizationId);
  }

  /** The same step again is the same mail; another one under its key undoes the transaction. */
  addMessage({ key, order, assignmentId, organizationId }: MailWanted, createdAt: Instant): void {
    const there = this.messages.get(key);
    if (there !== undefined) {
      if (JSON.stringify(there.order) !== JSON.stringify(order))
        throw new Error(`another mail has the key ${key}`);
      return;
    }
    this.put({
      ...{ key, order, assignmentId, organizationId, createdAt },
      ...{ attempts: 0, doubts: 0, nextAttemptAt: null, state: 'pending' },
    });
  }

  put(row: MessageRow): void {
    this.messages.set(row.key, row);
  }
}
