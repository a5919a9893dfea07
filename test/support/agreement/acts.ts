import type { ClientBase } from 'pg';
import { faultsOf } from './faults';

/** An act is kept once, with the events that it caused, which follow each other; and so are the places that it moves. */
export function actFaults(sql: ClientBase): Promise<string[]> {
  return faultsOf(
    sql,
    `SELECT format('act %s is kept, and nothing in the log names it', a.id) AS fault FROM acts a
    WHERE NOT EXISTS (SELECT 1 FROM referral_events e WHERE e.act_id = a.id)
    UNION ALL
    SELECT format('event %s of referral %s names act %s, which is not kept', e.seq, e.referral_id, e.act_id)
    FROM referral_events e
    WHERE e.act_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM acts a WHERE a.id = e.act_id AND a.referral_id = e.referral_id)
    UNION ALL
    SELECT format('act %s was recorded more than once, or answered with a version before its own', a.id)
    FROM acts a JOIN referral_events e ON e.act_id = a.id GROUP BY a.id
    HAVING count(DISTINCT e.at) > 1 OR a.version < max(e.seq)
    UNION ALL
    SELECT format('lead %s has no referral', l.id) FROM leads l
    WHERE NOT EXISTS (SELECT 1 FROM referrals r WHERE r.id = l.id)
    UNION ALL
    SELECT format('organization %s holds %s places, and its assignments %s', o.id, o.held, h.count)
    FROM organizations o CROSS JOIN LATERAL (
      SELECT count(*) FROM assignments a WHERE a.organization_id = o.id AND a.holds_capacity) h
    WHERE o.held <> h.count
    UNION ALL
    SELECT format('report row %s is not its latest statement', w.id) FROM report_rows w
    JOIN LATERAL (SELECT * FROM report_statements s WHERE s.row_id = w.id ORDER BY s.revision DESC LIMIT 1) s ON true
    WHERE (w.revision, w.contact_made, w.contact_on, w.resolution, w.comments)
      IS DISTINCT FROM (s.revision, s.contact_made, s.contact_on, s.resolution, s.comments)
    UNION ALL
    SELECT format('statement %s was never brought to its referral', s.id) FROM report_statements s
    WHERE s.applied_at IS NULL
    UNION ALL
    SELECT format('report %s misses other rows than it says', p.id) FROM reports p
    WHERE p.missing <> (SELECT count(*) FROM report_rows w WHERE w.report_id = p.id AND NOT w.complete)
    UNION ALL
    SELECT format('a transaction of process %s was left open', pid) FROM pg_stat_activity
    WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()`,
  );
}
