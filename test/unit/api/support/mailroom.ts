import type { InboundMailRecord, InboundQuestion, OurMessage } from '../../../../src/api/inbound-mail/ports';
import { DomainError } from '../../../../src/domain/errors';
import { createInboundMailParser } from '../../../../src/infra/inbound-mail-parser';
import type { BounceInput } from '../../../../src/workflows/bounce/messages';

export const LEAD: OurMessage = {
  id: '0199a000-0000-7000-8000-000000000001',
  kind: 'lead',
  referralId: '0199a000-0000-7000-8000-0000000000aa',
  organizationId: '0199a000-0000-7000-8000-0000000000bb',
  assignmentId: '0199a000-0000-7000-8000-0000000000cc',
};
export const TO_SPOC: OurMessage = {
  ...{ id: '0199a000-0000-7000-8000-000000000002', kind: 'escalation', referralId: LEAD.referralId },
  ...{ organizationId: null, assignmentId: null },
};
export const idOf = ({ id }: OurMessage) => `<${id}@leads.example.org>`;

/** Two messages were sent; one organization has the contact point leads@one.example.org, two share another one. */
export class Mailroom {
  readonly kept = new Map<string, InboundMailRecord>();
  readonly started: BounceInput[] = [];
  readonly asked: InboundQuestion[] = [];
  outage = false;

  readonly deps = {
    mailParser: createInboundMailParser(),
    inboundMails: {
      find: async (digest: string) => this.kept.get(digest) ?? null,
      firstMessage: async (ids: readonly string[]) =>
        ids.flatMap((id) => [LEAD, TO_SPOC].filter((message) => message.id === id))[0] ?? null,
      organizationsAt: async (address: string) =>
        ({ 'leads@one.example.org': ['one'], 'leads@shared.example.org': ['two', 'three'] })[address] ?? [],
      keep: async (digest: string, record: InboundMailRecord) => {
        if (!this.kept.has(digest)) this.kept.set(digest, record);
        return this.kept.get(digest) ?? record;
      },
    },
    bounces: {
      start: async (bounce: BounceInput) => {
        if (this.outage) throw new DomainError('unavailable', 'away');
        this.started.push(bounce);
      },
    },
    questions: {
      ask: async (question: InboundQuestion) => {
        this.asked.push(question);
        return { requestId: question.id };
      },
    },
  };
}
