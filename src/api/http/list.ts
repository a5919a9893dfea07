import type { PageRequest } from './ports';

/** One row more than asked for tells whether there is a next page. */
export function lookAhead(page: { cursor?: string | undefined; limit: number }): PageRequest {
  return { after: page.cursor ?? null, limit: page.limit + 1 };
}

/** A list as the HTTP API gives it. `position` is what the next page starts after. */
export function listAnswer<Item>(
  rows: readonly Item[],
  limit: number,
  position: (item: Item) => string,
): { items: Item[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? Buffer.from(position(last), 'latin1').toString('base64url') : null };
}
