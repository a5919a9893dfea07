import type { z } from 'zod';
import { plusDays } from '../../domain/local-time';
import type { LocalDate } from '../../domain/time';
import type { seasonBody } from './schema';

/** A season by the rule that opens today: two weeks to the end of its first period, then four more. */
export function exampleSeason(today: LocalDate): z.input<typeof seasonBody> {
  return {
    name: 'Open enrollment',
    rule: { opensOn: today, firstPeriodEndsOn: plusDays(today, 14), closesOn: plusDays(today, 42) },
  };
}
