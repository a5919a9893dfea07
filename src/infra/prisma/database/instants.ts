import { instant, type Instant } from '../../../domain/time';

/** The instant in a column that may be empty. PostgreSQL writes instants inside JSON as texts. */
export function orNull(at: string | Date | null): Instant | null {
  return at === null ? null : instant(at);
}
