import type { ProgramPolicy } from '../../domain/policy';
import { DAY_MS, plusMillis, type Instant } from '../../domain/time';
import type { LinkIssuer } from '../ports';

/** The link to the organization's own page, for the footer of every mail to its contact point. */
export async function organizationLink(
  { links, policy }: { readonly links: LinkIssuer; readonly policy: ProgramPolicy },
  organizationId: string,
  recipient: string,
  at: Instant,
): Promise<string> {
  const expiresAt = plusMillis(at, policy.links.validDays * DAY_MS);
  const { url } = await links.linkFor({
    ...{ purpose: 'organization', subjectId: organizationId, organizationId },
    ...{ recipient, expiresAt, at },
  });
  return url;
}
