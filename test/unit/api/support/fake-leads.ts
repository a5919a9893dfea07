import type { KeptAnswer } from '../../../../src/api/http/answer';
import type { Claim, IdempotencyStore, LeadStore, ReceivedLead } from '../../../../src/api/ports';

export class FakeLeads implements LeadStore {
  readonly received: ReceivedLead[] = [];

  constructor(private readonly idempotency: IdempotencyStore) {}

  async receive(received: ReceivedLead, kept: { claim: Claim; answer: KeptAnswer } | null) {
    const existing = this.received.find(({ lead }) => lead.externalId === received.lead.externalId);
    if (existing !== undefined) return { outcome: 'duplicate', referralId: existing.id } as const;
    this.received.push(received);
    if (kept !== null) await this.idempotency.complete(kept.claim, kept.answer);
    return { outcome: 'stored' } as const;
  }
}
