import { source as axe, type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { takePicture } from './pictures';

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 640 };
/** What is left of the desktop at a zoom of 400 %. */
const ZOOMED = { width: 320, height: 225 };

/** All rules: WCAG 2.0 to 2.2, A and AA, and best practice. The size of targets (2.2 AA) is off unless asked for. */
const RUN = `axe.run(document, { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] })`;

/**
 * What is wrong with the page as it stands, in words: violations found by axe-core, and content that is cut off or can
 * only be reached by scrolling to the side; on a desktop, on a phone and zoomed in, as found and with every part opened.
 * Leaves the page as it was. Needs a browser with scripts: axe is one.
 *
 * @param name Of the state of the page, for its pictures.
 */
export async function faults(page: Page, name: string): Promise<readonly string[]> {
  const found: string[] = [];
  const size = page.viewportSize() ?? DESKTOP;
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe);
  for (const opened of [false, true]) {
    const closed = opened ? await openAll(page) : 0;
    if (opened && closed === 0) break;
    for (const [where, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
      await page.setViewportSize(viewport);
      const state = `${name}-${where}${opened ? '-opened' : ''}`;
      const [violations, tooWide] = [await violationsOf(page), await widerThanItsSpace(page)];
      found.push(...[...violations, ...tooWide].map((fault) => `${state}: ${fault}`));
      await takePicture(page, state);
    }
    await page.setViewportSize(ZOOMED);
    found.push(...(await widerThanItsSpace(page)).map((fault) => `${name} at 400 %: ${fault}`));
    if (opened) await closeAgain(page);
  }
  await page.setViewportSize(size);
  return found;
}

async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(RUN);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

async function widerThanItsSpace(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth,
    );
    return ['scrolls to the side: ' + wide.map(({ outerHTML }) => outerHTML.slice(0, 80)).slice(0, 3).join(' ')];
  })()`);
}

/** @returns How many were closed. */
function openAll(page: Page): Promise<number> {
  return page.evaluate<number>(`(() => {
    const closed = [...document.querySelectorAll('details:not([open])')];
    for (const details of closed) {
      details.open = true;
      details.dataset.openedByTest = '';
    }
    return closed.length;
  })()`);
}

async function closeAgain(page: Page): Promise<void> {
  await page.evaluate(`document.querySelectorAll('[data-opened-by-test]').forEach((details) => {
    details.open = false;
    delete details.dataset.openedByTest;
  })`);
}
