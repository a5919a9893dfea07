import type { Instant } from '../../domain/time';

export interface PolicyVersionRecord {
  readonly version: string;
  /** The digest of the policy's canonical content. */
  readonly sha256: string;
  readonly firstUsedAt: Instant;
}

export interface PolicyVersions {
  /** Every version that was ever in use, the latest first. */
  list(): Promise<readonly PolicyVersionRecord[]>;
}
