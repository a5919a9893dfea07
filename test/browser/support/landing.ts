import type { Page } from 'playwright-core';

/** Does what leads to another page, waits until that is there, and returns its status. */
export async function landing(page: Page, go: () => Promise<void>): Promise<number> {
  const [response] = await Promise.all([
    page.waitForResponse((answer) => answer.request().isNavigationRequest() && answer.status() !== 303),
    page.waitForEvent('load'),
    go(),
  ]);
  return response.status();
}

/** Goes to an address and returns its status. */
export async function goTo(page: Page, address: string): Promise<number | undefined> {
  return (await page.goto(address))?.status();
}

/** What can be seen between header and footer; what is folded away is not. */
export function seen(page: Page): Promise<string> {
  return page.locator('main').innerText();
}
