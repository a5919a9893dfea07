import { MARKED, type Marked } from '../../../chaos/ledger';

type Counts = Readonly<Record<string, number>>;

/** As if these marks, and no others, stood in the tables. */
export function readMarkCounts(
  given: Readonly<Partial<Record<Marked, Counts>>>,
): Record<Marked, ReadonlyMap<string, number>> {
  const names = Object.keys(MARKED) as Marked[];
  const entries = names.map((name) => [name, new Map(Object.entries(given[name] ?? {}))] as const);
  return Object.fromEntries(entries) as unknown as Record<Marked, ReadonlyMap<string, number>>;
}
