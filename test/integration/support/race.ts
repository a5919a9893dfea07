import type { EventView } from '../../../src/api/referral/event-view';
import { eventually } from '../../support/eventually';
import type { Installation } from './installation';

export type Act<Referral> = (referral: Referral) => Promise<{ readonly status: number }>;

/**
 * Somebody holds each referral until both acts wait for it, one after the other, so that both have read it as it was
 * before either. The link is first in every other referral.
 */
export async function race<Referral extends { readonly id: string }>(
  site: Installation,
  referrals: readonly Referral[],
  byLink: Act<Referral>,
  byCoordinator: Act<Referral>,
): Promise<{ link: number; coordinator: number; types: string[] }[]> {
  const results: { link: number; coordinator: number; types: string[] }[] = [];
  for (const [n, referral] of referrals.entries()) {
    const linkFirst = n % 2 === 0;
    const [first, second] = linkFirst ? [byLink, byCoordinator] : [byCoordinator, byLink];
    const [{ status: early }, { status: late }] = await behindOneAnother(site, referral, first, second);
    const [link, coordinator] = linkFirst ? [early, late] : [late, early];
    results.push({ link, coordinator, types: typesOf(await site.crm.events(referral.id)) });
  }
  return results;
}

async function behindOneAnother<Referral extends { readonly id: string }>(
  site: Installation,
  referral: Referral,
  first: Act<Referral>,
  second: Act<Referral>,
) {
  await untilFollowed(site, referral.id);
  const holder = await site.db.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM referrals WHERE id = $1 FOR UPDATE', [referral.id]);
    const early = first(referral);
    await untilWaiting(site, 1);
    const late = second(referral);
    await untilWaiting(site, 2);
    await holder.query('ROLLBACK');
    return await Promise.all([early, late]);
  } finally {
    holder.release();
  }
}

/** Its workflow has acted on everything so far. So nobody but the two waits for the referral. */
async function untilFollowed({ db }: Installation, id: string): Promise<void> {
  await eventually('its workflow', async () => {
    const { rows } = await db.query(
      'SELECT 1 FROM followers WHERE subject_id = $1 AND behind_since IS NOT NULL',
      [id],
    );
    return rows.length === 0;
  });
}

/** Until so many wait for a referral; PostgreSQL lets them on in the order in which they came. */
async function untilWaiting({ db }: Installation, count: number): Promise<void> {
  await eventually(
    `${count} to wait for the referral`,
    async () => {
      const { rows } = await db.query(`SELECT pid FROM pg_stat_activity WHERE datname = current_database()
        AND wait_event_type = 'Lock' AND query LIKE '%FROM referrals WHERE id = ANY%FOR UPDATE%'`);
      return rows.length;
    },
    (waiting) => waiting === count,
    5_000,
  );
}

/** What people did, in the order of the log. */
export function typesOf(events: readonly EventView[]): string[] {
  return events
    .filter(
      ({ actor, type }) => actor !== 'system' && type !== 'milestone-met' && type !== 'milestone-cancelled',
    )
    .map(({ type }) => type);
}
