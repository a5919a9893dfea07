import { bring } from './bring.mjs';
import { installDebianPackages, isUbuntu } from './debian.mjs';
import { givenBy, onPath, starts } from './executables.mjs';
import { UserError } from './fail.mjs';
import { downloadOwnChromium, ownChromiumPath } from './own-chromium.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * @returns {Promise<string | undefined>} The path of a Chromium or Chrome that starts: CHROMIUM, the first on PATH, or
 *   the one that was downloaded earlier.
 */
export async function findChromium() {
  const given = givenBy('CHROMIUM');
  if (given !== undefined) return given;
  for (const path of [...onPath(NAMES), MAC]) if (await starts(path)) return path;
  const own = await ownChromiumPath();
  return (await starts(own)) ? own : undefined;
}

/** Debian's package comes first because it comes with all that it needs. */
export const bringChromium = () =>
  bring({
    what: 'Chromium',
    find: findChromium,
    ways: [
      {
        how: "Debian's packages",
        install: async () => {
          if (isUbuntu()) throw new UserError("Ubuntu's package only points to a snap");
          await installDebianPackages(['chromium', 'fonts-liberation']);
        },
      },
      { how: "the browser's own download", install: downloadOwnChromium },
    ],
    advice:
      'Install Chromium or Chrome (on Debian, as root: apt-get install chromium), or set CHROMIUM to the path of its\n' +
      'executable; then start again.',
  });
