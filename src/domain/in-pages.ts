/**
 * Reads page by page, each page starting after the last key of the one before, until a page is not full. A page is
 * read only after the one before has been worked through. The last page may be empty.
 */
export async function* inPages<Item>(
  limit: number,
  read: (after: string | null, limit: number) => Promise<readonly Item[]>,
  keyOf: (item: Item) => string,
): AsyncGenerator<readonly Item[], void> {
  for (let after: string | null = null; ;) {
    const page: readonly Item[] = await read(after, limit);
    yield page;
    const last = page.at(-1);
    if (page.length < limit || last === undefined) return;
    after = keyOf(last);
  }
}
