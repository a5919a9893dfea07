import { v7 as newId } from 'uuid';
import type { Act } from '../../../src/domain/referral/commands';
import type { ReferralEvent } from '../../../src/domain/referral/events';
import type { RecordedOutcome } from '../../../src/domain/referral/ports';
import type { ReferralState } from '../../../src/domain/referral/state';
import type { RoutingExplanation } from '../../../src/domain/routing/rules';
import { instant } from '../../../src/domain/time';
import { unpackExplanation } from '../../../src/infra/prisma/routing/explanation';
import { lockReferral } from '../../../src/infra/prisma/referral/log';
import type { Plan, Shown } from '../../../src/workflows/follow/plan';
import { referralWorkflowId } from '../../../src/workflows/ids';
import type { Service } from './service';

type EventType = ReferralEvent['type'];
/** As PostgreSQL keeps it: with its number, and the referral's status after it. */
type Recorded<Event extends ReferralEvent> = Event & { readonly seq: number; readonly status: string };
type EventOf<T extends EventType> = Recorded<Extract<ReferralEvent, { type: T }>>;
type Bare<T> = T extends Act ? Omit<T, 'actId' | 'actor' | 'assignmentId'> : never;

/** One referral as a test follows it: what it did, what was recorded of it, and how it is seen from outside. */
export class PostedReferral {
  constructor(
    readonly id: string,
    private readonly service: Service,
  ) {}

  /** The whole log, in order. */
  async log(): Promise<Recorded<ReferralEvent>[]> {
    const rows = await this.service.prisma.referralEvent.findMany({
      where: { referralId: this.id },
      orderBy: { seq: 'asc' },
    });
    return rows.map(
      ({ referralId: _, data, at, ...event }) =>
        ({ ...(data as object), ...event, at: instant(at) }) as Recorded<ReferralEvent>,
    );
  }

  async events<T extends EventType>(type: T): Promise<EventOf<T>[]> {
    return (await this.log()).filter((event): event is EventOf<T> => event.type === type);
  }

  /** The `count`-th event of this type. */
  async recorded<T extends EventType>(type: T, count = 1): Promise<EventOf<T>> {
    const event = (await this.events(type))[count - 1];
    if (event === undefined)
      throw new Error(`no ${type} number ${count}: ${(await this.story()).join(', ')}`);
    return event;
  }

  /** The last event of this type. */
  async latest<T extends EventType>(type: T): Promise<EventOf<T>> {
    return this.recorded(type, (await this.events(type)).length);
  }

  /** The history in words: type, and milestone or cause where there is one. */
  async story(): Promise<string[]> {
    return (await this.log()).map((event) => {
      const more = 'milestone' in event ? event.milestone : 'reason' in event ? event.reason : null;
      return more === null ? event.type : `${event.type} ${more}`;
    });
  }

  /** The status that each event led to, as its row has it. */
  async statuses(): Promise<string[]> {
    const rows = await this.service.prisma.referralEvent.findMany({
      where: { referralId: this.id },
      orderBy: { seq: 'asc' },
    });
    return rows.map(({ status }) => status);
  }

  async state(): Promise<ReferralState> {
    const state = await this.service.prisma.$transaction((tx) => lockReferral(tx, this.id));
    if (state === null) throw new Error('the referral is gone');
    return state;
  }

  row() {
    return this.service.prisma.referral.findUniqueOrThrow({
      where: { id: this.id },
      include: { decisions: { orderBy: { routing: 'asc' } }, assignments: { orderBy: { hop: 'asc' } } },
    });
  }

  /** What a person does by the link of the assignment that is open now, and what follows at once. */
  async act(
    act: Bare<Act>,
    about: Partial<Pick<Act, 'actId' | 'assignmentId' | 'actor'>> = {},
  ): Promise<RecordedOutcome> {
    return this.service.act(this.id, await this.command(act, about));
  }

  /** As act, before anything has followed. */
  async decide(
    act: Bare<Act>,
    about: Partial<Pick<Act, 'actId' | 'assignmentId' | 'actor'>> = {},
  ): Promise<RecordedOutcome> {
    return this.service.decide(this.id, await this.command(act, about));
  }

  private async command(
    act: Bare<Act>,
    about: Partial<Pick<Act, 'actId' | 'assignmentId' | 'actor'>>,
  ): Promise<Act> {
    const assignmentId = (await this.events('assigned')).at(-1)?.assignmentId ?? null;
    return { actId: newId(), actor: 'assister', assignmentId, ...about, ...act };
  }

  /** Why each organization was chosen, or none was, in order. */
  async explanations(): Promise<RoutingExplanation[]> {
    const { decisions } = await this.row();
    return decisions.map(({ explanation }) => unpackExplanation(explanation));
  }

  /** What people did that is kept with its words. */
  acts() {
    return this.service.prisma.act.findMany({
      where: { referralId: this.id },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
  }

  get plan(): Plan {
    const plan = this.service.followers.plans.get(referralWorkflowId(this.id));
    if (plan === undefined) throw new Error('the referral has not been followed yet');
    return plan;
  }

  /** What the Temporal UI shows of it. */
  get shown(): Shown {
    return this.plan.shown;
  }

  /** One of the facts there, by its label. */
  fact(label: string): string | undefined {
    return this.shown.facts.find(([name]) => name === label)?.[1];
  }

  /** With what its run came to rest; undefined while it goes on. */
  get result(): Plan['rest'] | undefined {
    return this.service.followers.rested.get(referralWorkflowId(this.id));
  }

  delivered(kind: Parameters<Service['postOffice']['delivered']>[1]) {
    return this.service.postOffice.delivered(this.id, kind);
  }

  /** Those that concern it or concerned it, in the order in which they were opened. */
  async escalations() {
    const rows = await this.service.prisma.escalation.findMany({
      where: { referrals: { some: { referralId: this.id } } },
      include: { referrals: true },
      orderBy: { id: 'asc' },
    });
    return rows.map(({ referrals, openedAt, dueAt, ...row }) => ({
      ...row,
      openedAt: instant(openedAt),
      dueAt: instant(dueAt),
      referralIds: referrals.map(({ referralId }) => referralId),
    }));
  }

  /** Every mail of it, as PostgreSQL keeps it. */
  messages() {
    return this.service.prisma.message.findMany({
      where: { referralId: this.id },
      orderBy: [{ createdAt: 'asc' }, { key: 'asc' }],
    });
  }
}
