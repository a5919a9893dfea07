import type { Browser, Page } from 'playwright-core';
import { linkIn } from '../../integration/support/assister';
import type { Installation } from '../../integration/support/installation';
import { isLeadFor } from '../../integration/support/mails';
import { personalValues, type County, type LeadBody } from '../../integration/support/samples';
import { untilSent } from '../../integration/support/sent-referral';
import { Keyboard } from './keyboard';
import { landing } from './landing';
import { watch, type Watch } from './watch';

/** A referral whose lead has arrived by mail. */
export interface Arrived {
  readonly id: string;
  readonly lead: LeadBody;
  /** As it stands in the mail. */
  readonly link: string;
  /** The part of the link that opens it. */
  readonly token: string;
  /** What only the page behind the button may show. */
  readonly personal: readonly string[];
}

/** The first referral comes while everything is still warming up. */
const MAIL_WITHIN_MS = 60_000;

/** Posts a lead and waits for its mail, and for its sending to be on record. */
export async function arrive(site: Installation, county: County): Promise<Arrived> {
  const lead = site.lead(county);
  const { id } = await site.crm.startReferral(lead);
  const link = linkIn(await site.smtp.waitForMail(isLeadFor(id), MAIL_WITHIN_MS));
  await untilSent(site, id);
  return { id, lead, link, token: link.slice(link.lastIndexOf('/') + 1), personal: personalValues(lead) };
}

/** Somebody with a browser of their own. */
export interface Visitor {
  readonly page: Page;
  readonly keyboard: Keyboard;
  readonly watch: Watch;
  close(): Promise<void>;
}

export async function visit(
  browser: Browser,
  site: Installation,
  options: { readonly javaScriptEnabled?: boolean } = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const watching = watch(context, site.service.url);
  return { page, keyboard: new Keyboard(page), watch: watching, close: () => context.close() };
}

/** Follows a link and presses its button. Throws unless that opens the page. */
export async function pressOpen(page: Page, link: string): Promise<void> {
  await page.goto(link);
  const status = await landing(page, () => page.getByRole('button', { name: 'Open the referral' }).click());
  if (status !== 200) throw new Error(`${status} instead of the page`);
}
