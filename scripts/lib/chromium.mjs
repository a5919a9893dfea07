import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { UserError } from './fail.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** @returns {Promise<string>} The path of a Chromium or Chrome: CHROMIUM, or the first on PATH. */
export async function findChromium() {
  const given = process.env['CHROMIUM'];
  if (given) {
    if (await isExecutable(given)) return given;
    throw new UserError(`CHROMIUM names ${given}, which is not an executable file.`);
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), MAC];
  for (const path of candidates) if (await isExecutable(path)) return path;
  throw new UserError(
    'The browser tests need Chromium or Chrome: install it (on Debian and Ubuntu: apt-get install chromium), or set ' +
      'CHROMIUM to the path of its executable.',
  );
}

/** @param {string} path */
const isExecutable = (path) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
