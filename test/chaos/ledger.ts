import type { Acknowledged } from '../support/agreement';

/** Where a mark is to be found, once. */
export const MARKED = {
  act: `SELECT payload ->> 'comments' AS mark, count(*)::int AS times FROM acts
    WHERE payload ->> 'comments' LIKE 'mark-%' GROUP BY 1`,
  amendment: `SELECT substring(payload -> 'lead' ->> 'guidance' FROM 'mark-[0-9a-z-]+') AS mark, count(*)::int AS times
    FROM acts WHERE kind = 'amend' GROUP BY 1`,
  lead: 'SELECT external_id AS mark, count(*)::int AS times FROM leads GROUP BY 1',
  organization: `SELECT data -> 'after' ->> 'name' AS mark, count(*)::int AS times FROM organization_events
    WHERE type = 'created' GROUP BY 1`,
  'organization change': `SELECT COALESCE(data ->> 'reason', data -> 'after' ->> 'name') AS mark,
    count(*)::int AS times FROM organization_events
    WHERE type <> 'created' AND COALESCE(data ->> 'reason', data -> 'after' ->> 'name') LIKE 'mark-%' GROUP BY 1`,
  request: `SELECT substring(payload::text FROM 'mark-[0-9a-z-]+') AS mark, count(*)::int AS times
    FROM organization_requests WHERE payload::text LIKE '%mark-%' GROUP BY 1`,
  answer: `SELECT note AS mark, count(*)::int AS times FROM organization_requests WHERE note LIKE 'mark-%' GROUP BY 1`,
  'act by a form': 'SELECT id::text AS mark, 1 AS times FROM acts',
  reroute: 'SELECT id::text AS mark, 1 AS times FROM reroutes',
  'mail that came in': 'SELECT id::text AS mark, 1 AS times FROM inbound_mails',
} as const satisfies Record<string, string>;
export type Marked = keyof typeof MARKED;

/** What clients know: what they asked for, and what they were told is recorded. */
export class Ledger {
  /** To be in the log. */
  readonly events: Acknowledged[] = [];
  private readonly asked = new Map<string, { readonly what: Marked; acknowledged: boolean }>();

  ask(what: Marked, mark: string): void {
    this.asked.set(mark, { what, acknowledged: false });
  }

  acknowledge(what: Marked, mark: string): void {
    this.asked.set(mark, { what, acknowledged: true });
  }

  acknowledgeEvent(event: Acknowledged): void {
    this.events.push(event);
  }

  get acknowledged(): number {
    return [...this.asked.values()].filter(({ acknowledged }) => acknowledged).length;
  }

  /** `found`: how often each mark stands in the tables. */
  faults(found: Readonly<Record<Marked, ReadonlyMap<string, number>>>): string[] {
    return [...this.asked].flatMap(([mark, { what, acknowledged }]) => {
      const times = found[what].get(mark) ?? 0;
      if (times > 1) return [`${what} ${mark} was recorded ${times} times`];
      return acknowledged && times === 0 ? [`${what} ${mark} was acknowledged and is not recorded`] : [];
    });
  }
}
