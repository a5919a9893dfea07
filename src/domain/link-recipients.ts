import type { LinkPurpose } from './vocabulary';

/**
 * Whom a link goes to. `contact-point`: the organization's address for leads. `new-address`: one that is to become it.
 * `exchange`: the single point of contact.
 */
export type LinkRecipient = 'contact-point' | 'new-address' | 'exchange';

/** Whom the links of each purpose go to. A new purpose does not compile until this is said. */
export const LINK_RECIPIENTS: Readonly<Record<LinkPurpose, LinkRecipient>> = {
  assignment: 'contact-point',
  organization: 'contact-point',
  report: 'contact-point',
  'contact-agreement': 'contact-point',
  'contact-confirmation': 'new-address',
  escalation: 'exchange',
  season: 'exchange',
};

/**
 * Whether the link's recipient is still the one that such links go to. A link for anybody else opens nothing, whenever
 * it was made. `contactEmail`: the address for leads now; null when the link is for no organization.
 */
export function isStillRecipient(
  { purpose, recipient }: { readonly purpose: LinkPurpose; readonly recipient: string },
  { contactEmail, spocEmail }: { readonly contactEmail: string | null; readonly spocEmail: string },
): boolean {
  switch (LINK_RECIPIENTS[purpose]) {
    case 'contact-point':
      return recipient === contactEmail;
    case 'new-address':
      return true;
    case 'exchange':
      return recipient === spocEmail;
  }
}
