import type { ClientBase } from 'pg';
import { faultsOf } from './faults';

/** A cause is on somebody's desk once, counted as often as it came up, and not for longer than it concerns anybody. */
export function escalationFaults(sql: ClientBase): Promise<string[]> {
  return faultsOf(
    sql,
    `WITH named AS (
      SELECT e.referral_id, e.seq, (e.data ->> 'escalationId')::uuid AS escalation_id
      FROM referral_events e WHERE e.type = 'escalated'
    ), counted AS (
      SELECT n.escalation_id AS id, count(*) AS times FROM named n GROUP BY n.escalation_id
    )
    SELECT format('%s escalations of %s for %s are open', count(*), reason, subject) AS fault FROM escalations
    WHERE state = 'open' GROUP BY reason, subject HAVING count(*) > 1
    UNION ALL
    SELECT format('event %s of referral %s names no escalation that concerns it', n.seq, n.referral_id) FROM named n
    WHERE NOT EXISTS (SELECT 1 FROM escalation_referrals l
      WHERE l.escalation_id = n.escalation_id AND l.referral_id = n.referral_id)
    UNION ALL
    SELECT format('escalation %s (%s) counts %s occurrences, and the logs say %s', x.id, x.reason, x.occurrences,
      COALESCE(c.times, 0))
    FROM escalations x LEFT JOIN counted c ON c.id = x.id
    -- What else came upon the same cause has no event in a referral's log.
    WHERE CASE WHEN x.reason IN ('delivery-failed', 'request', 'workflow-restarted', 'report-late',
      'outside-report-periods') THEN x.occurrences < COALESCE(c.times, 0) ELSE x.occurrences <> COALESCE(c.times, 0) END
    UNION ALL
    SELECT format('escalation %s of request %s counts %s occurrences', x.id, q.id, x.occurrences)
    FROM escalations x JOIN organization_requests q ON x.subject = 'request:' || q.id
    WHERE x.reason = 'request' AND x.occurrences <> 1 + (q.late_at IS NOT NULL)::int
    UNION ALL
    SELECT format('escalation %s still concerns referral %s, which is closed', x.id, r.id)
    FROM escalations x JOIN escalation_referrals l ON l.escalation_id = x.id AND l.cleared_at IS NULL
    JOIN referrals r ON r.id = l.referral_id
    WHERE x.state = 'open' AND x.organization_id IS NULL AND x.request_id IS NULL AND x.report_id IS NULL
      AND x.subject <> 'service' AND r.status IN ('resolved', 'withdrawn')
    UNION ALL
    SELECT format('escalation %s has %s mails', x.id, count(m.id)) FROM escalations x
    LEFT JOIN messages m ON m.key = 'escalation-' || x.id || '/opened'
    GROUP BY x.id HAVING count(m.id) <> 1`,
  );
}
