import type { InboundMailDeps } from '../../../src/api/inbound-mail/decided';
import { receiveMail } from '../../../src/api/inbound-mail/receive';
import { createInboundMailParser } from '../../../src/infra/inbound-mail-parser';
import { createInboundMailStore } from '../../../src/infra/prisma/inbound-mail/store';
import { SituationReader } from '../../../src/infra/prisma/routing/situation';
import type { Message } from '../../../src/infra/prisma/generated/client';
import { deliveryReport } from '../../unit/support/mime';
import type { PostedReferral } from './posted-referral';
import { Service, SPOC } from './service';

export interface SentLead {
  readonly referral: PostedReferral;
  readonly organization: { readonly id: string; readonly contactEmail: string };
  /** For what comes next. */
  readonly other: { readonly id: string };
  readonly lead: Message;
}

/** Mail that comes in, over the real database, with a time of the test's own. */
export class MailScene {
  readonly deps: InboundMailDeps;

  private constructor(readonly service: Service) {
    const { prisma, policy, followers: waker } = service;
    const situations = new SituationReader(policy.routing);
    this.deps = {
      mailParser: createInboundMailParser(),
      inboundMails: createInboundMailStore(prisma, { policy, owner: SPOC, situations, waker }),
      spocEmail: SPOC,
    };
  }

  static async open(startsAt: string): Promise<MailScene> {
    return new MailScene(await Service.start({ startsAt }));
  }

  /** A lead that was sent to one of two organizations. */
  async sentLead(): Promise<SentLead> {
    const { service } = this;
    const county = service.newCounty();
    const organization = await service.addOrganization({ name: 'First', counties: [county] });
    const referral = await service.post(county);
    const other = await service.addOrganization({ name: 'Second', counties: [county] });
    const lead = await service.prisma.message.findFirstOrThrow({
      where: { referralId: referral.id, kind: 'lead' },
    });
    return { referral, organization, other, lead };
  }

  /** Handed in now, before anything has followed. */
  handIn(raw: Buffer) {
    return receiveMail(this.deps, raw, this.service.now());
  }

  /** A report that this message of ours has failed for good; `note` makes it another report. */
  bounce({ id, recipient }: Pick<Message, 'id' | 'recipient'>, note?: string) {
    const about = { originalMessageId: `<${id}@leads.example.org>`, recipient: recipient ?? '' };
    return this.handIn(deliveryReport({ ...about, ...(note === undefined ? {} : { note }) }));
  }

  escalationsOf(organizationId: string) {
    return this.service.prisma.escalation.findMany({ where: { organizationId }, orderBy: { id: 'asc' } });
  }

  async typesOf(referral: PostedReferral): Promise<string[]> {
    return (await referral.log()).map(({ type }) => type);
  }

  async requestOf(id: string | null) {
    return this.service.prisma.organizationRequest.findUniqueOrThrow({ where: { id: id ?? '' } });
  }
}
