import { endsAfterWhich, type HadBefore } from '../../../domain/routing/had-before';
import type { LocalDate } from '../../../domain/time';
import { Prisma } from '../generated/client';

/*
 * Which organization may take a referral: `exclusionReasons` of the domain in SQL, for statements that look for one
 * among thousands. A test compares the two. Aliases: `o` an organization, `w` a referral, `a` an absence.
 */

/** The assignment of this alias ended in a way that gives "having had the referral before" this meaning. */
export function endedSo(alias: 's' | 't', means: HadBefore): Prisma.Sql {
  // These are our own constants. With them in the statement's text, PostgreSQL can estimate the number of rows.
  const ends = endsAfterWhich(means).map((end) => `'${end}'`);
  return Prisma.raw(`${alias}.end_reason IN (${ends.join(', ')})`);
}

/** `o` had `w` before and is not asked again. */
export const WAS_TRIED = Prisma.sql`EXISTS (SELECT 1 FROM assignments t
  WHERE t.referral_id = w.id AND t.organization_id = o.id AND ${endedSo('t', 'passed-over')})`;

/** `o` takes leads at all and has a free place. */
export const HAS_PLACE = Prisma.sql`(o.status = 'active' AND o.contact_verified AND o.held < o.capacity)`;

/** `a`, an absence or a dated suspension, includes this day. */
export function isOn(on: LocalDate): Prisma.Sql {
  return Prisma.sql`(a."from" <= ${on}::date AND (a.until IS NULL OR a.until >= ${on}::date))`;
}

/** `o` may take `w` on this day, whichever other referrals wait. */
export function mayTake(on: LocalDate): Prisma.Sql {
  return Prisma.sql`(o.type = w.assister_type AND o.counties @> ARRAY[w.county_fips] AND ${HAS_PLACE}
    AND NOT EXISTS (SELECT 1 FROM absences a WHERE a.organization_id = o.id AND ${isOn(on)})
    AND NOT ${WAS_TRIED})`;
}
