import type { OrganizationEventView } from '../../../src/api/organization/event-schema';
import type { RequestView } from '../../../src/api/organization/request-schema';
import { organizationLinkIn } from './assister';
import type { Installation } from './installation';
import { isLeadFor } from './mails';
import { sampleOrganization, type County } from './samples';

/** What organizations ask of the exchange, in a whole installation. */

interface List<Item> {
  readonly items: readonly Item[];
}

export const historyOf = async (site: Installation, id: string) =>
  (await site.crm.call<List<OrganizationEventView>>('GET', `/organizations/${id}/events`)).body.items;

export const requestsFrom = async (site: Installation, id: string) =>
  (await site.crm.call<List<RequestView>>('GET', `/requests?organizationId=${id}`)).body.items;

/** An organization with one referral, somebody there, and the page behind the link in the mail's footer. */
export async function organizationWithLead(site: Installation, county: County) {
  const organization = await site.crm.createOrganization(sampleOrganization(county));
  const referral = await site.crm.startReferral(site.lead(county));
  const mail = await site.smtp.waitForMail(isLeadFor(referral.id));
  const assister = site.assister();
  const page = await assister.open(organizationLinkIn(mail));
  return { organization, referral, mail, assister, page };
}
