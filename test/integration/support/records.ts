import type { Pool } from 'pg';

/**
 * Looks for what the tables can never say together once the service is at rest: every row returned is a contradiction.
 */
export async function contradictions(db: Pool): Promise<readonly { what: string; id: string }[]> {
  const { rows } = await db.query<{ what: string; id: string }>(`
    SELECT 'places held are not the assignments that hold one' AS what, o.id::text FROM organizations o
    WHERE o.held <> (SELECT count(*) FROM assignments a WHERE a.organization_id = o.id AND a.holds_capacity)
    UNION ALL
    SELECT 'an assignment that is over holds a place', a.id::text FROM assignments a
    WHERE a.ended_at IS NOT NULL AND a.holds_capacity
    UNION ALL
    SELECT 'the history has gaps, or the version is not its last number', r.id::text FROM referrals r
    WHERE r.version <> (SELECT count(*) FROM referral_events e WHERE e.referral_id = r.id)
      OR r.version <> (SELECT max(e.seq) FROM referral_events e WHERE e.referral_id = r.id)
    UNION ALL
    SELECT 'the status is not that of the last event', r.id::text FROM referrals r
    JOIN referral_events e ON e.referral_id = r.id AND e.seq = r.version WHERE e.status <> r.status
    UNION ALL
    SELECT 'sent without both clocks', r.id::text FROM referrals r
    WHERE r.status = 'sent' AND 2 <> (SELECT count(*) FROM milestones m
      WHERE m.assignment_id = r.current_assignment_id)
    UNION ALL
    SELECT 'a lead without a referral', l.id::text FROM leads l
    WHERE NOT EXISTS (SELECT 1 FROM referrals r WHERE r.id = l.id)
    UNION ALL
    SELECT 'a closed referral with an assignment that is not over', a.id::text FROM assignments a
    JOIN referrals r ON r.id = a.referral_id WHERE r.status = 'resolved' AND a.ended_at IS NULL
    UNION ALL
    SELECT 'a report misses other rows than it says', p.id::text FROM reports p
    WHERE p.missing <> (SELECT count(*) FROM report_rows w WHERE w.report_id = p.id AND NOT w.complete)
    UNION ALL
    SELECT 'a report row is not its latest statement', w.id::text FROM report_rows w
    JOIN LATERAL (SELECT * FROM report_statements s WHERE s.row_id = w.id ORDER BY s.revision DESC LIMIT 1) s ON true
    WHERE (w.revision, w.contact_made, w.contact_on, w.resolution, w.comments)
      IS DISTINCT FROM (s.revision, s.contact_made, s.contact_on, s.resolution, s.comments)
    UNION ALL
    SELECT 'a referral says otherwise than the statement it was told', w.id::text FROM report_rows w
    JOIN report_statements s ON s.row_id = w.id AND s.revision = w.revision AND s.outcome IN ('told', 'known')
    JOIN referrals r ON r.current_assignment_id = w.assignment_id AND r.status <> 'withdrawn'
    WHERE CASE WHEN w.contact_made THEN w.contact_on END IS DISTINCT FROM r.contact_made_on
      OR (w.resolution IS NOT NULL AND w.resolution IS DISTINCT FROM r.resolution)`);
  return rows;
}

/** Whether the referral's workflow has acted on its latest event, or has nothing to do any more. */
export async function followed(db: Pool, referralId: string): Promise<boolean> {
  const { rows } = await db.query(
    'SELECT 1 FROM followers WHERE subject_id = $1 AND behind_since IS NOT NULL',
    [referralId],
  );
  return rows.length === 0;
}

/** Connections that began a transaction and left it. */
export async function transactionsLeftOpen(db: Pool): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`
    SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND state LIKE 'idle in transaction%'`);
  return rows[0]?.count ?? 0;
}

/** How many referrals have each status. */
export async function statuses(db: Pool): Promise<Readonly<Record<string, number>>> {
  const { rows } = await db.query<{ status: string; count: number }>(
    'SELECT status, count(*)::int AS count FROM referrals GROUP BY status',
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

/** The state of the one message of this kind about a referral. */
export async function messageState(db: Pool, referralId: string, kind: string): Promise<string | undefined> {
  const { rows } = await db.query<{ state: string }>(
    'SELECT state FROM messages WHERE referral_id = $1 AND kind = $2',
    [referralId, kind],
  );
  return rows[0]?.state;
}
