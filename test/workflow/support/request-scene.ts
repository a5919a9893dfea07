import { v7 as newId } from 'uuid';
import type { RequestRecord } from '../../../src/api/organization/request-ports';
import type { RequestAsk } from '../../../src/domain/organization/request/requests';
import { createRequestActs } from '../../../src/infra/prisma/organization/request/acts';
import type { Plan } from '../../../src/workflows/follow/plan';
import { Service, SPOC } from './service';

/** What organizations ask, over the real database, with a time of the test's own. */
export class RequestScene {
  readonly acts: ReturnType<typeof createRequestActs>;

  private constructor(readonly service: Service) {
    const { prisma, policy, followers } = service;
    this.acts = createRequestActs(prisma, { policy, owner: SPOC, waker: followers });
  }

  static async open(startsAt: string): Promise<RequestScene> {
    return new RequestScene(await Service.start({ startsAt }));
  }

  addOrganization(fields: { readonly capacity?: number } = {}) {
    return this.service.addOrganization({
      ...{ name: 'Sample Organization', counties: [this.service.newCounty()], ...fields },
    });
  }

  /** Asked now, before anything has followed. */
  receive(organizationId: string | null, ask: RequestAsk, id = newId()): Promise<RequestRecord> {
    const words = { comments: 'In their words', source: 'link', referralId: null } as const;
    return this.acts.ask({ id, organizationId, ask, at: this.service.now(), ...words });
  }

  async ask(organizationId: string | null, ask: RequestAsk): Promise<RequestRecord> {
    const record = await this.receive(organizationId, ask);
    await this.service.followers.run();
    return record;
  }

  /** Answered now, before anything has followed. */
  answer(
    requestId: string,
    outcome: 'approved' | 'refused' = 'approved',
    { id = newId(), note = 'In our words' }: { id?: string; note?: string | null } = {},
  ): Promise<RequestRecord> {
    return this.acts.answer({ id, requestId, outcome, note, by: 'spoc', at: this.service.now() });
  }

  /** The new address says so, now. */
  confirm(requestId: string, says: 'yes' | 'no' = 'yes', id = newId()): Promise<RequestRecord> {
    return this.acts.confirm({ id, requestId, says, at: this.service.now() });
  }

  /** The old address says so, now. */
  agree(requestId: string, says: 'yes' | 'no' = 'yes', id = newId()): Promise<RequestRecord> {
    return this.acts.agree({ id, requestId, says, at: this.service.now() });
  }

  row(id: string) {
    return this.service.prisma.organizationRequest.findUniqueOrThrow({ where: { id } });
  }

  escalationsOf(requestId: string) {
    return this.service.prisma.escalation.findMany({ where: { requestId }, orderBy: { id: 'asc' } });
  }

  /** What happened to the organization by this request: what, and when. */
  async doneBy(requestId: string): Promise<(readonly [type: string, at: string])[]> {
    const events = await this.service.prisma.organizationEvent.findMany({
      where: { requestId },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
    });
    return events.map(({ type, at }) => [type, at.toISOString()] as const);
  }

  /** The mails of one request in the order in which they were caused: which, and what became of them. */
  async mailsOf(requestId: string): Promise<(readonly [which: string, state: string])[]> {
    const messages = await this.service.prisma.message.findMany({
      where: { workflowId: `request-${requestId}` },
      orderBy: [{ createdAt: 'asc' }, { key: 'asc' }],
    });
    return messages.map(({ order, state }) => {
      const { mail, which } = order as { mail: string; which?: string };
      return [which ?? mail, state] as const;
    });
  }

  mailsTo(address: string): { kind: string; subject: string; at: string }[] {
    return this.service.postOffice.attempts
      .filter(({ to, answer }) => to === address && answer === 'sent')
      .map(({ kind, subject, date }) => ({ kind, subject, at: date }));
  }

  planOf(requestId: string): Plan | undefined {
    return this.service.followers.plans.get(`request-${requestId}`);
  }

  resultOf(requestId: string): Plan['rest'] {
    return this.service.followers.rested.get(`request-${requestId}`) ?? null;
  }

  followerOf(requestId: string) {
    return this.service.prisma.follower.findUnique({ where: { workflowId: `request-${requestId}` } });
  }
}
