/** The history of an organization: who changed what. Closed lists of `organization_events`. */

export const ORGANIZATION_ACTORS = ['exchange', 'organization', 'system'] as const;
export type OrganizationActor = (typeof ORGANIZATION_ACTORS)[number];

export const ORGANIZATION_EVENT_TYPES = [
  'created',
  /** Fields, with their old and new values. */
  'changed',
  /** What a dated request had replaced is back in place. */
  'restored',
  /** Our mail to it was refused. It gets no leads until a person has corrected the address. */
  'contact-unverified',
  'absence-added',
  'suspended',
  'resumed',
  /** Everything open there was given to others. */
  'reroute-started',
] as const;
export type OrganizationEventType = (typeof ORGANIZATION_EVENT_TYPES)[number];
