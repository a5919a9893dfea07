import type { ClientBase } from 'pg';

/** Every row of the query is something that cannot be; it gives `fault` in words. */
export async function faultsOf(sql: ClientBase, query: string): Promise<string[]> {
  const { rows } = await sql.query<{ fault: string }>(query);
  return rows.map(({ fault }) => fault);
}
