import { bring } from './bring.mjs';
import { installDebianPackages } from './debian.mjs';
import { givenBy, isExecutable, onPath } from './executables.mjs';

const MAC = '/Applications/LibreOffice.app/Contents/MacOS/soffice';

/** @returns {string | undefined} The path of LibreOffice: SOFFICE, or the first on PATH. */
export function findLibreOffice() {
  return givenBy('SOFFICE') ?? [...onPath(['soffice']), MAC].find(isExecutable);
}

export const bringLibreOffice = () =>
  bring({
    what: 'LibreOffice Calc',
    find: async () => findLibreOffice(),
    ways: [
      {
        how: "Debian's packages",
        install: () => installDebianPackages(['libreoffice-calc', 'fonts-liberation']),
      },
    ],
    advice:
      'Install LibreOffice (on Debian and Ubuntu, as root: apt-get install libreoffice-calc), and put soffice on PATH or\n' +
      'set SOFFICE to its path; then start again.',
  });
