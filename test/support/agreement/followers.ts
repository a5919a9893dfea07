import type { ClientBase } from 'pg';
import { fold } from '../../../src/domain/referral/evolve';
import { nextExpected } from '../../../src/domain/referral/rules';
import { instant, plusMillis } from '../../../src/domain/time';
import { faultsOf } from './faults';
import type { KeptReferral } from './rows';

/** What is due now may be on its way. */
const ON_ITS_WAY_MS = 2_000;

/** Whoever has something to follow or to wait for is known, and nobody is behind. */
export async function followerFaults(sql: ClientBase, referrals: readonly KeptReferral[]): Promise<string[]> {
  const { rows } = await sql.query<{ id: string; wake_at: Date | null; now: Date }>(
    `SELECT subject_id AS id, wake_at, now() FROM followers WHERE kind = 'referral'`,
  );
  const following = new Map(rows.map(({ id, wake_at: wakeAt }) => [id, wakeAt]));
  const now = instant(rows[0]?.now ?? 0);
  return [
    ...(await notAtRest(sql)),
    ...referrals.flatMap(({ id, log }) => {
      if (log[0]?.type !== 'received') return [];
      const state = fold(id, log);
      const isClosed = state.phase === 'closed';
      if (isClosed === following.has(id)) {
        return [`referral ${id} is ${isClosed ? 'closed and still followed' : 'open and not followed'}`];
      }
      const expected = nextExpected(state);
      if (expected === null) return [];
      if (expected.at < plusMillis(now, -ON_ITS_WAY_MS))
        return [`referral ${id}: ${expected.rule.step} was due at ${expected.at}`];
      const wakeAt = following.get(id) ?? null;
      // A mail that is to be tried again can be earlier.
      const sleepsTooLong = wakeAt === null || instant(wakeAt) > expected.at;
      return sleepsTooLong ? [`referral ${id} rests longer than until ${expected.at}`] : [];
    }),
  ];
}

function notAtRest(sql: ClientBase): Promise<string[]> {
  return faultsOf(
    sql,
    `SELECT format('%s is behind', workflow_id) AS fault FROM followers WHERE behind_since IS NOT NULL
    UNION ALL
    SELECT format('%s should have looked again at %s', workflow_id, wake_at) FROM followers WHERE wake_at < now()
    UNION ALL
    SELECT format('request %s is undecided, and not followed', q.id) FROM organization_requests q
    WHERE q.state IN ('open', 'awaiting-confirmation')
      AND NOT EXISTS (SELECT 1 FROM followers f WHERE f.workflow_id = 'request-' || q.id)
    UNION ALL
    SELECT format('report %s is not complete, and not followed', p.id) FROM reports p
    WHERE p.completed_at IS NULL AND NOT EXISTS (SELECT 1 FROM followers f WHERE f.workflow_id = 'report-' || p.id)
    UNION ALL
    SELECT format('re-route %s is not finished, and not followed', x.id) FROM reroutes x
    WHERE x.finished_at IS NULL AND NOT EXISTS (SELECT 1 FROM followers f WHERE f.workflow_id = 'reroute-' || x.id)
    UNION ALL
    SELECT format('mail %s waits for %s, which is not followed', m.key, m.workflow_id) FROM messages m
    WHERE m.state = 'pending' AND NOT EXISTS (SELECT 1 FROM followers f WHERE f.workflow_id = m.workflow_id)`,
  );
}
