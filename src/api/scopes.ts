/** What an API key may be allowed to do: the only list of it. */
export const SCOPES = [
  'referrals:read',
  'referrals:write',
  'organizations:read',
  'organizations:write',
  'escalations:read',
  'escalations:write',
] as const;
export type Scope = (typeof SCOPES)[number];
