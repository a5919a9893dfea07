import { endsAfterWhich, type HadBefore } from '../../../domain/routing/had-before';
import type { LocalDate } from '../../../domain/time';
import { Prisma } from '../generated/client';

/*
 * Who may take a referral, for statements that look for one among thousands: `exclusionReasons` of the domain in SQL. A
 * test holds the two against each other. Aliases: `o` an organization, `w` a referral, `a` an absence.
 */

/** The assignment of this alias ended so that having had the referral means that. */
export function endedSo(alias: 's' | 't', means: HadBefore): Prisma.Sql {
  // Constants of ours: with them in the statement's text PostgreSQL knows how many rows they are.
  const ends = endsAfterWhich(means).map((end) => `'${end}'`);
  return Prisma.raw(`${alias}.end_reason IN (${ends.join(', ')})`);
}

/** `o` was asked for `w` before, and is not asked again. */
export const WAS_TRIED = Prisma.sql`EXISTS (SELECT 1 FROM assignments t
  WHERE t.referral_id = w.id AND t.organization_id = o.id AND ${endedSo('t', 'passed-over')})`;

/** `o` takes leads at all, and has a free place. */
export const HAS_PLACE = Prisma.sql`(o.status = 'active' AND o.contact_verified AND o.held < o.capacity)`;

/** `a`, an absence or a dated suspension, has this day. */
export function isOn(on: LocalDate): Prisma.Sql {
  return Prisma.sql`(a."from" <= ${on}::date AND (a.until IS NULL OR a.until >= ${on}::date))`;
}

/** `o` may take `w` on this day, whoever else waits. */
export function mayTake(on: LocalDate): Prisma.Sql {
  return Prisma.sql`(o.type = w.assister_type AND o.counties @> ARRAY[w.county_fips] AND ${HAS_PLACE}
    AND NOT EXISTS (SELECT 1 FROM absences a WHERE a.organization_id = o.id AND ${isOn(on)})
    AND NOT ${WAS_TRIED})`;
}
