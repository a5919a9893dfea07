import type { Pool } from 'pg';

/** Whoever was told that a referral is over finds it over, in that way, unless somebody opened it again. */
export async function endFaults(db: Pool): Promise<string[]> {
  const { rows } = await db.query<{ fault: string }>(
    `SELECT format('referral %s is %s, and its end was acknowledged as %s', r.id, r.status, e.status) AS fault
    FROM referral_events e JOIN referrals r ON r.id = e.referral_id
    WHERE (e.type = 'withdrawn' OR (e.type = 'resolution-recorded' AND e.data ->> 'interim' = 'false'))
      AND r.status <> CASE e.type WHEN 'withdrawn' THEN 'withdrawn' ELSE 'resolved' END
      AND NOT EXISTS (SELECT 1 FROM referral_events l
        WHERE l.referral_id = e.referral_id AND l.seq > e.seq AND l.type = 'reopened')`,
  );
  return rows.map(({ fault }) => fault);
}
