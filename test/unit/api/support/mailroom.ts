import type {
  ArrivedMail,
  Consequence,
  InboundMailRecord,
  OurMessage,
} from '../../../../src/api/inbound-mail/ports';
import { DomainError } from '../../../../src/domain/errors';
import { createInboundMailParser } from '../../../../src/infra/inbound-mail-parser';

export const LEAD: OurMessage = {
  id: '0199a000-0000-7000-8000-000000000001',
  kind: 'lead',
  referralId: '0199a000-0000-7000-8000-0000000000aa',
  organizationId: '0199a000-0000-7000-8000-0000000000bb',
  recipient: 'leads@organization.example.org',
};
export const TO_SPOC: OurMessage = {
  ...{ id: '0199a000-0000-7000-8000-000000000002', kind: 'escalation', referralId: LEAD.referralId },
  organizationId: null,
  recipient: 'spoc@example.org',
};
export const idOf = ({ id }: OurMessage) => `<${id}@leads.example.org>`;

const CONTACT_POINTS: Readonly<Record<string, readonly string[]>> = {
  'leads@one.example.org': ['one'],
  'leads@shared.example.org': ['two', 'three'],
};

/** What was kept of one mail. */
export interface Kept {
  readonly record: InboundMailRecord;
  readonly consequence: Consequence;
  readonly raw: Buffer;
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
      messagesAbout: async (ids: readonly string[]) => (ids.includes(LEAD.referralId ?? '') ? [LEAD] : []),
      organizationsAt: async (addresses: readonly string[]) =>
        addresses.flatMap((address) => CONTACT_POINTS[address] ?? []),
      keep: async ({ digest, raw }: ArrivedMail, record: InboundMailRecord, consequence: Consequence) => {
        if (this.outage) throw new DomainError('unavailable', 'away');
        const kept = this.kept.get(digest) ?? { record, consequence, raw };
        this.kept.set(digest, kept);
        return kept.record;
      },
      source: async (id: string) =>
        [...this.kept.values()].find(({ record }) => record.id === id)?.raw ?? null,
    },
    spocEmail: 'spoc@example.org',
  };

  /** What follows from all mails, in the order in which they came. */
  get consequences(): Consequence[] {
    return [...this.kept.values()].map(({ consequence }) => consequence);
  }
}
