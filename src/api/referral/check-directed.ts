import { DomainError } from '../../domain/errors';
import type { HardExclusion } from '../../domain/routing/rules';
import type { LocalDate } from '../../domain/time';
import type { ExclusionReader } from './lead-ports';

/** What is against it, and what a person can do about that. */
const WHY: Record<HardExclusion, string> = {
  suspended: 'is suspended: resume it first, or choose another organization',
  'contact-unverified': 'has no working address for leads: enter one first, or choose another organization',
  'no-capacity': 'has no free place: raise its capacity, or choose another organization',
};

/**
 * Checks that an organization which a coordinator chose can be sent a lead at all. Rules may be overridden, facts may
 * not. Throws DomainError `validation` when there is no such organization, and `organization-not-eligible` with every
 * reason.
 */
export async function checkDirected(
  reader: ExclusionReader,
  organizationId: string,
  today: LocalDate,
): Promise<void> {
  const path = 'organizationId';
  const reasons = await reader.exclusions(organizationId, today);
  if (reasons === null) {
    throw new DomainError('validation', 'There is no such organization.', {
      errors: [{ path, message: 'is not the id of an organization' }],
    });
  }
  if (reasons.length === 0) return;
  throw new DomainError(
    'organization-not-eligible',
    `The organization ${reasons.map((reason) => WHY[reason]).join('; it ')}.`,
    { errors: reasons.map((reason) => ({ path, message: WHY[reason] })) },
  );
}
