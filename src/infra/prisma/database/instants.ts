import { instant, type Instant } from '../../../domain/time';

/** A column of an instant that may be empty. PostgreSQL writes instants inside JSON as texts. */
export function orNull(at: string | Date | null): Instant | null {
  return at === null ? null : instant(at);
}
