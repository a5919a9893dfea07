import { HttpError } from './problems';
import type { ApiClient, ApiKeys } from './ports';
import type { Scope } from './scopes';

/** The client of a route that needs no key. */
export const PUBLIC_CLIENT: ApiClient = { id: 'public', scopes: [] };

/** Who calls. Throws HttpError 401 without a valid key, and 403 when the key lacks the scope. */
export function authenticate(keys: ApiKeys, header: string | undefined, scope: Scope | null): ApiClient {
  if (scope === null) return PUBLIC_CLIENT;
  const presented = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(header ?? '')?.[1];
  const client = presented === undefined ? null : keys.find(presented);
  if (client === null) {
    throw new HttpError('unauthorized', 'Send a valid key: Authorization: Bearer <key>.');
  }
  if (!client.scopes.includes(scope)) {
    throw new HttpError('forbidden', `This needs the scope ${scope}.`, {
      'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"`,
    });
  }
  return client;
}
