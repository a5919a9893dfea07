import type { Client } from 'pg';
import { languageTag } from '../../../domain/language/read-language';
import { consumerKeys } from '../../../domain/referral/consumer-keys';
import type { Lead } from '../../../domain/referral/lead';

/**
 * Reads again what was stored before its reading changed: languages, which become tags of IANA's registry, and the
 * names by which a consumer is recognized. In one transaction. Running it again changes nothing.
 *
 * @param log Gets a line for each kind of row that was changed, and one for each language that is none. Those stay.
 */
export async function rereadStored(client: Client, log: (line: string) => void): Promise<void> {
  await client.query('BEGIN');
  try {
    await rereadLanguages(client, log);
    await rereadNames(client, log);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

const STORED = `SELECT language FROM referrals UNION SELECT unnest(languages) FROM organizations
  UNION SELECT jsonb_array_elements_text(payload #> '{languages}') FROM organization_requests
    WHERE jsonb_typeof(payload #> '{languages}') = 'array'`;

/** `$1` are the languages as they are stored, `$2` what they become. An organization has each once, in its own order. */
const CORRECTIONS: readonly (readonly [what: string, sql: string])[] = [
  [
    'leads',
    `UPDATE leads l SET body = jsonb_set(l.body, '{consumer,preferredLanguage}', to_jsonb(c.becomes))
     FROM unnest($1::text[], $2::text[]) AS c(stored, becomes)
     WHERE l.body #>> '{consumer,preferredLanguage}' = c.stored`,
  ],
  [
    'referrals',
    `UPDATE referrals r SET language = c.becomes FROM unnest($1::text[], $2::text[]) AS c(stored, becomes)
     WHERE r.language = c.stored`,
  ],
  [
    'organizations',
    `UPDATE organizations o SET languages = ARRAY(
       SELECT COALESCE(c.becomes, l.stored) FROM unnest(o.languages) WITH ORDINALITY AS l(stored, at)
       LEFT JOIN unnest($1::text[], $2::text[]) AS c(stored, becomes) ON c.stored = l.stored
       GROUP BY 1 ORDER BY min(l.at))
     WHERE o.languages && $1::text[]`,
  ],
  [
    'requests',
    `UPDATE organization_requests q SET payload = jsonb_set(q.payload, '{languages}', (
       SELECT jsonb_agg(one.becomes ORDER BY one.at) FROM (
         SELECT COALESCE(c.becomes, l.stored) AS becomes, min(l.at) AS at
         FROM jsonb_array_elements_text(q.payload #> '{languages}') WITH ORDINALITY AS l(stored, at)
         LEFT JOIN unnest($1::text[], $2::text[]) AS c(stored, becomes) ON c.stored = l.stored GROUP BY 1) AS one))
     WHERE jsonb_typeof(q.payload #> '{languages}') = 'array' AND q.payload #> '{languages}' ?| $1::text[]`,
  ],
];

async function rereadLanguages(client: Client, log: (line: string) => void): Promise<void> {
  const { rows } = await client.query<{ language: string }>(STORED);
  const corrections = new Map<string, string>();
  for (const { language } of rows) {
    const tag = languageTag(language);
    if (tag === null) log(`A stored language is none: ${JSON.stringify(language)}`);
    else if (tag !== language) corrections.set(language, tag);
  }
  if (corrections.size === 0) return;
  const values = [[...corrections.keys()], [...corrections.values()]];
  for (const [what, sql] of CORRECTIONS) {
    const { rowCount } = await client.query(sql, values);
    if (rowCount !== null && rowCount > 0) log(`Languages read again: ${rowCount} ${what}`);
  }
}

async function rereadNames(client: Client, log: (line: string) => void): Promise<void> {
  const { rows } = await client.query<{ id: string; consumer: Lead['consumer']; name: string }>(
    `SELECT id, body -> 'consumer' AS consumer, consumer_name AS name FROM leads WHERE consumer_name ~ '[^a-z0-9]'`,
  );
  const changed = rows
    .map(({ id, consumer, name }) => ({ id, name, becomes: consumerKeys(consumer).name }))
    .filter(({ name, becomes }) => name !== becomes);
  if (changed.length === 0) return;
  await client.query(
    `UPDATE leads l SET consumer_name = c.becomes FROM unnest($1::uuid[], $2::text[]) AS c(id, becomes)
     WHERE l.id = c.id`,
    [changed.map(({ id }) => id), changed.map(({ becomes }) => becomes)],
  );
  log(`Names read again: ${changed.length} leads`);
}
