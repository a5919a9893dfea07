import type { KeptAnswer } from '../../../../src/api/http/answer';
import type { Claim, IdempotencyStore } from '../../../../src/api/http/ports';
import type {
  LeadStore,
  ReceivedLead,
  CurrentLead,
  StoredLead,
} from '../../../../src/api/referral/lead-ports';

export class FakeLeads implements LeadStore {
  readonly received: ReceivedLead[] = [];
  /** The older referral that every lead received is of the same consumer as. */
  sameConsumerAs: string | null = null;
  /** As they are now, by referral; what a test puts there. */
  readonly current = new Map<string, CurrentLead>();

  constructor(private readonly idempotency: IdempotencyStore) {}

  async receive(
    received: ReceivedLead,
    kept: { claim: Claim; answer: (stored: StoredLead) => KeptAnswer } | null,
  ) {
    const existing = this.received.find(({ lead }) => lead.externalId === received.lead.externalId);
    if (existing !== undefined) return { outcome: 'duplicate', referralId: existing.id } as const;
    this.received.push(received);
    const stored = { sameConsumerAs: this.sameConsumerAs };
    if (kept !== null) await this.idempotency.complete(kept.claim, kept.answer(stored));
    return { outcome: 'stored', ...stored } as const;
  }

  async find(referralId: string) {
    return this.current.get(referralId) ?? null;
  }
}
