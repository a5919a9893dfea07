import type { CoverageFacts } from '../../domain/routing/coverage';
import type { Instant } from '../../domain/time';

/** Who could take leads where, and in which languages they are asked for; one moment, one read. */
export interface CoverageReader {
  read(leadsSince: Instant): Promise<CoverageFacts>;
}
