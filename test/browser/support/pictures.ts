import path from 'node:path';
import type { Page } from 'playwright-core';

/** Keeps a picture of the whole page in the folder that TEST_PICTURES names; without one, none are taken. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env['TEST_PICTURES'];
  if (folder === undefined || folder === '') return;
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}
