import { endsAfterWhich, type HadBefore } from '../../../domain/routing/had-before';
import type { ProgramPolicy } from '../../../domain/policy';
import { FORTNIGHT } from '../../../domain/routing/recent-leads';
import type { Instant, LocalDate } from '../../../domain/time';
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
const WAS_TRIED = Prisma.sql`EXISTS (SELECT 1 FROM assignments t
  WHERE t.referral_id = w.id AND t.organization_id = o.id AND ${endedSo('t', 'passed-over')})`;

type CapacityRule = Pick<ProgramPolicy['routing'], 'capacityMeans'>;

/** `o` takes leads at all and has a free place on this day. */
export function hasPlace(on: LocalDate, { capacityMeans }: CapacityRule): Prisma.Sql {
  const hasOpenPlace = Prisma.sql`o.status = 'active' AND o.contact_verified AND o.held < o.capacity`;
  switch (capacityMeans) {
    case 'open-places':
      return Prisma.sql`(${hasOpenPlace})`;
    case 'fortnight':
      return Prisma.sql`(${hasOpenPlace} AND ${leadsInFortnight(on)} < o.capacity)`;
    default:
      return capacityMeans satisfies never;
  }
}

/** `leadsInFortnight` of the domain, for `o`. */
function leadsInFortnight(on: LocalDate): Prisma.Sql {
  return Prisma.sql`(SELECT COALESCE(sum(day.leads), 0)
    FROM unnest(o.leads_by_day) WITH ORDINALITY AS day(leads, n)
    WHERE GREATEST(${on}::date - o.leads_on, 0) + day.n <= ${FORTNIGHT}::int)`;
}

/** `leadsToday` of the domain, for `o`. */
export function leadsToday(on: LocalDate): Prisma.Sql {
  return Prisma.sql`(CASE WHEN o.leads_on >= ${on}::date THEN COALESCE(o.leads_by_day[1], 0) ELSE 0 END)`;
}

/** `withLead` of the domain, as assignments to the columns of `o`. */
export function countLead(on: LocalDate): Prisma.Sql {
  return Prisma.sql`leads_on = GREATEST(o.leads_on, ${on}::date),
    leads_by_day = CASE WHEN o.leads_on >= ${on}::date THEN (o.leads_by_day[1] + 1) || o.leads_by_day[2:]
      ELSE (ARRAY[1] || array_fill(0, ARRAY[LEAST(${on}::date - o.leads_on, ${FORTNIGHT}::int) - 1])
        || o.leads_by_day)[1:${FORTNIGHT}::int] END`;
}

/** `a`, an absence or a dated suspension, includes this day. */
export function isOn(on: LocalDate): Prisma.Sql {
  return Prisma.sql`(a."from" <= ${on}::date AND (a.until IS NULL OR a.until >= ${on}::date))`;
}

/** Nobody waits behind a referral that is set aside. `until`: the column that says until when. */
export function isNotSetAside(until: Prisma.Sql, at: Instant): Prisma.Sql {
  return Prisma.sql`(${until} IS NULL OR ${until} <= ${at}::timestamptz)`;
}

/** `o` may take `w` on this day, whichever other referrals wait. */
export function mayTake(on: LocalDate, rule: CapacityRule): Prisma.Sql {
  return Prisma.sql`(o.type = w.assister_type AND o.counties @> ARRAY[w.county_fips] AND ${hasPlace(on, rule)}
    AND NOT EXISTS (SELECT 1 FROM absences a WHERE a.organization_id = o.id AND ${isOn(on)})
    AND NOT ${WAS_TRIED})`;
}
