import { v7 as newId } from 'uuid';
import type { DeclineReason, WithdrawReason } from '../../../src/domain/vocabulary';
import { createReroutes } from '../../../src/infra/prisma/reroute/begin';
import { createRerouteWork, type RerouteWorkDeps } from '../../../src/infra/prisma/reroute/work';
import { neverPassOver } from '../../support/never-pass-over';
import type { PostedReferral } from './posted-referral';
import { Service } from './service';

/** An organization with leads, and others that have room for them. */
export class RerouteScene {
  readonly reroutes: ReturnType<typeof createReroutes>;

  private constructor(readonly service: Service) {
    this.reroutes = createReroutes(service.prisma, service.followers, service.policy.calendar.zone);
  }

  static async open(startsAt: string): Promise<RerouteScene> {
    return new RerouteScene(await Service.start({ startsAt }));
  }

  /** So many leads sent to one organization; beside it others with so much room, to which they could go. */
  async crowded(leads: number, room: readonly number[]): Promise<Crowded> {
    const { service } = this;
    const county = service.newCounty();
    const from = await service.addOrganization({ name: 'Closing', counties: [county], capacity: leads });
    const referrals: PostedReferral[] = [];
    for (let n = 0; n < leads; n += 1) referrals.push(await service.receive(county));
    await service.followers.run();
    await service.prisma.organization.update({
      where: { id: from.id },
      data: { status: 'suspended', suspendedBy: 'exchange' },
    });
    const others: string[] = [];
    for (const capacity of room) {
      others.push((await service.addOrganization({ name: 'Open', counties: [county], capacity })).id);
    }
    return { from: from.id, others, referrals };
  }

  async begin(
    organizationId: string,
    rerouteId = newId(),
  ): Promise<{ rerouteId: string; count: number | null }> {
    const at = this.service.now();
    const begun = await this.reroutes.begin({ rerouteId, organizationId, reason: 'They have closed', at });
    return { rerouteId, count: begun?.count ?? null };
  }

  /** One batch, as a worker does it, with acts and a waker of the test's choice. */
  work(rerouteId: string, choices: Partial<RerouteWorkDeps> = {}): Promise<void> {
    const { prisma, followers, actsWith } = this.service;
    const work = createRerouteWork(prisma, {
      ...{ actsWith, waker: followers, now: followers.now, passOver: neverPassOver },
      ...choices,
    });
    const command = {
      kind: 'reroute',
      subjectId: rerouteId,
      jobId: 'any',
      at: followers.now(),
      seen: 0,
    } as const;
    return work(command, () => undefined);
  }

  /** An act of the exchange, before anything has followed. */
  async record(
    referralId: string | undefined,
    act: { kind: 'withdraw'; reason: WithdrawReason } | { kind: 'decline'; reason: DeclineReason },
  ): Promise<void> {
    if (referralId === undefined) throw new Error('there is no such referral');
    const by = { actId: newId(), actor: 'coordinator', assignmentId: null } as const;
    await this.service.acts.record({
      referralId,
      act: { ...by, ...act },
      payload: {},
      now: this.service.now(),
    });
  }

  row(rerouteId: string) {
    return this.service.prisma.reroute.findUniqueOrThrow({ where: { id: rerouteId } });
  }

  resultOf(rerouteId: string) {
    return this.service.followers.rested.get(`reroute-${rerouteId}`) ?? null;
  }

  /** How often each of these was handed on. */
  async timesHandedOn(referrals: readonly PostedReferral[]): Promise<number[]> {
    return Promise.all(referrals.map(async (referral) => (await referral.events('handed-on')).length));
  }

  heldBy(organizationIds: readonly string[]): Promise<number[]> {
    return Promise.all(organizationIds.map(async (id) => (await this.service.organization(id)).held));
  }
}

export interface Crowded {
  readonly from: string;
  readonly others: readonly string[];
  readonly referrals: readonly PostedReferral[];
}
