import type { ReferralView } from '../../../src/api/referral/referral-view';
import type { ReceivedMail } from '../../support/smtp-mailbox';
import { linkIn, type Assister, type Page } from './assister';
import { eventually } from '../../support/eventually';
import type { Installation } from './installation';
import { isLeadFor } from './mails';
import { personalValues, type County, type LeadBody } from './samples';

/** A referral that was sent, with its page open before somebody at the organization, and accepted where that is asked for. */
export interface SentReferral {
  readonly id: string;
  readonly lead: LeadBody;
  readonly mail: ReceivedMail;
  readonly link: string;
  readonly assister: Assister;
  readonly page: Page;
  /** Every value of the lead that tells who the consumer is. */
  readonly personal: readonly string[];
}

export async function sendReferral(
  site: Installation,
  county: County,
  options: { readonly broker?: boolean; readonly leaveUnaccepted?: boolean } = {},
): Promise<SentReferral> {
  const lead = site.lead(county, options);
  const { id } = await site.crm.startReferral(lead);
  const mail = await site.smtp.waitForMail(isLeadFor(id), 30_000);
  await untilSent(site, id);
  const link = linkIn(mail);
  const assister = site.assister();
  const opened = await assister.open(link);
  const accepts = site.exchange.asksAcceptance && options.leaveUnaccepted !== true;
  const page = accepts ? await acceptedPage(assister, opened, link) : opened;
  return { id, lead, mail, link, assister, page, personal: personalValues(lead) };
}

/** The page as it is opened once more after the referral was accepted. */
async function acceptedPage(assister: Assister, opened: Page, link: string): Promise<Page> {
  await assister.submit(opened, 'accept', { outcome: 'accepted' });
  return assister.open(link);
}

/** The lead's mail to this address, and its sending on record. */
export async function arrivedAt(site: Installation, id: string, address: string): Promise<ReceivedMail> {
  const mail = await site.smtp.waitForMail(
    (candidate) => isLeadFor(id)(candidate) && candidate.to.includes(address),
    30_000,
  );
  await untilSent(site, id);
  return mail;
}

/** The mail arrives a moment before its sending is on record; until then nothing can be answered. */
export function untilSent({ crm }: Pick<Installation, 'crm'>, id: string): Promise<ReferralView> {
  const isSent = ({ status }: ReferralView) => status === 'sent';
  return eventually('the sending on record', () => crm.referral(id), isSent);
}
