import { asRoot } from './debian.mjs';
import { capture } from './exec.mjs';
import { starts } from './executables.mjs';
import { UserError } from './fail.mjs';
import { CACHE_DIR, inRoot } from './paths.mjs';
import { step } from './progress.mjs';

/* The browser that playwright-core downloads for itself, kept in our cache. */

const CLI = inRoot('node_modules', 'playwright-core', 'cli.js');
const DOWNLOADED_WITHIN_MS = 600_000;

const environment = () => ({
  ...process.env,
  // A site that never answers is given up sooner than by itself.
  PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000',
  PLAYWRIGHT_BROWSERS_PATH: process.env['PLAYWRIGHT_BROWSERS_PATH'] || `${CACHE_DIR}/browsers`,
});

/** @returns {Promise<string>} Where its executable is, or would be. */
export async function ownChromiumPath() {
  // In a process of its own, because the package reads the variable when it is loaded.
  const program = "process.stdout.write(require('playwright-core').chromium.executablePath())";
  return (await capture(process.execPath, ['-e', program], { env: environment() })).output;
}

/** Throws a UserError that says why it cannot be downloaded. */
export async function downloadOwnChromium() {
  await step('Downloading Chromium (playwright-core)', async () => {
    const { code, output } = await capture(
      process.execPath,
      [CLI, 'install', '--no-shell', '--no-progress', 'chromium'],
      { env: environment(), timeoutMs: DOWNLOADED_WITHIN_MS },
    );
    if (code !== 0) throw new UserError(/^Error: (.+)$/m.exec(output)?.[1] ?? 'it ended without saying why');
  });
  if (await starts(await ownChromiumPath())) return;
  // It brings none of the libraries that it shares with others.
  await step('Installing the libraries of Chromium (playwright-core)', () =>
    asRoot([process.execPath, CLI, 'install-deps', 'chromium']),
  );
}
