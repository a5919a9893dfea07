/** What an API key may be allowed to do. There is no other list. */
export const SCOPES = [
  'referrals:read',
  'referrals:write',
  'organizations:read',
  'organizations:write',
  'escalations:read',
  'escalations:write',
  /** Hand in mail that came for the program. Only for a mail provider's hook. */
  'mail',
  /** Try other rules on past leads. */
  'routing:read',
  'requests:read',
  'requests:write',
  'seasons:read',
  'seasons:write',
  'reports:read',
  'reports:write',
] as const;
export type Scope = (typeof SCOPES)[number];
