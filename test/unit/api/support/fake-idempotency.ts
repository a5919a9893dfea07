import type { KeptAnswer } from '../../../../src/api/http/answer';
import type { Claim, ClaimOutcome, IdempotencyStore } from '../../../../src/api/http/ports';

interface Kept {
  readonly requestHash: string;
  readonly lockedUntil: string;
  readonly answer: KeptAnswer | null;
}

/** The rules of the real store, in memory. */
export class FakeIdempotency implements IdempotencyStore {
  readonly kept = new Map<string, Kept>();

  async claim(claim: Claim, requestHash: string, at: string): Promise<ClaimOutcome> {
    const kept = this.kept.get(name(claim));
    const stale = kept !== undefined && kept.answer === null && kept.lockedUntil < at;
    if (kept === undefined || (stale && kept.requestHash === requestHash)) {
      this.kept.set(name(claim), { requestHash, lockedUntil: claim.lockedUntil, answer: null });
      return { outcome: 'claimed' };
    }
    if (kept.requestHash !== requestHash) return { outcome: 'other-request' };
    return kept.answer === null ? { outcome: 'in-progress' } : { outcome: 'answered', answer: kept.answer };
  }

  async complete(claim: Claim, answer: KeptAnswer): Promise<void> {
    const kept = this.held(claim);
    if (kept !== null) this.kept.set(name(claim), { ...kept, answer });
  }

  async release(claim: Claim): Promise<void> {
    if (this.held(claim) !== null) this.kept.delete(name(claim));
  }

  private held(claim: Claim): Kept | null {
    const kept = this.kept.get(name(claim));
    return kept?.lockedUntil === claim.lockedUntil && kept.answer === null ? kept : null;
  }
}

function name({ clientId, key }: Claim): string {
  return `${clientId} ${key}`;
}
