import type { Consequence, InboundMailRecord, OurMessage } from '../../../../src/api/inbound-mail/ports';
import { DomainError } from '../../../../src/domain/errors';
import { createInboundMailParser } from '../../../../src/infra/inbound-mail-parser';

export const LEAD: OurMessage = {
  id: '0199a000-0000-7000-8000-000000000001',
  kind: 'lead',
  referralId: '0199a000-0000-7000-8000-0000000000aa',
  organizationId: '0199a000-0000-7000-8000-0000000000bb',
};
export const TO_SPOC: OurMessage = {
  ...{ id: '0199a000-0000-7000-8000-000000000002', kind: 'escalation', referralId: LEAD.referralId },
  organizationId: null,
};
export const idOf = ({ id }: OurMessage) => `<${id}@leads.example.org>`;

/** What was kept of one mail. */
export interface Kept {
  readonly record: InboundMailRecord;
  readonly consequence: Consequence;
}

/** Two messages were sent; one organization has the contact point leads@one.example.org, two share another one. */
export class Mailroom {
  readonly kept = new Map<string, Kept>();
  outage = false;

  readonly deps = {
    mailParser: createInboundMailParser(),
    inboundMails: {
      find: async (digest: string) => this.kept.get(digest)?.record ?? null,
      firstMessage: async (ids: readonly string[]) =>
        ids.flatMap((id) => [LEAD, TO_SPOC].filter((message) => message.id === id))[0] ?? null,
      organizationsAt: async (address: string) =>
        ({ 'leads@one.example.org': ['one'], 'leads@shared.example.org': ['two', 'three'] })[address] ?? [],
      keep: async (digest: string, record: InboundMailRecord, consequence: Consequence) => {
        if (this.outage) throw new DomainError('unavailable', 'away');
        const kept = this.kept.get(digest) ?? { record, consequence };
        this.kept.set(digest, kept);
        return kept.record;
      },
    },
  };

  /** What follows from all mails, in the order in which they came. */
  get consequences(): Consequence[] {
    return [...this.kept.values()].map(({ consequence }) => consequence);
  }
}
