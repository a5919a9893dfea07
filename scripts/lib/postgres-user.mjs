import { accessSync, constants } from 'node:fs';
import { capture } from './exec.mjs';
import { UserError } from './fail.mjs';

/**
 * @typedef {object} Launcher How to run PostgreSQL's programs.
 * @property {{ uid: number, gid: number }} [owner] Whom files must belong to; undefined: this process's own user.
 * @property {(file: string, args: string[]) => { file: string, args: string[], options: { uid?: number, gid?: number } }} wrap
 */

/**
 * PostgreSQL refuses to run as root, so for root (containers, CI) it runs as the system user `postgres`, made if need
 * be. That user may have no way into the project's folder, as below /root: then it keeps the one capability of root
 * that opens the way.
 *
 * @param {string} program Absolute path of what will be run.
 * @param {string} folder Absolute path of the data.
 * @returns {Promise<Launcher>}
 */
export async function postgresLauncher(program, folder) {
  if (process.getuid?.() !== 0) return { wrap: (file, args) => ({ file, args, options: {} }) };
  const { uid, gid } = (await lookUp()) ?? (await create());
  if (await canReach(uid, gid, program, folder)) {
    return { owner: { uid, gid }, wrap: (file, args) => ({ file, args, options: { uid, gid } }) };
  }
  const setpriv = findSetpriv();
  if (!setpriv) {
    throw new UserError(
      `As root, PostgreSQL runs as the user "postgres", who may not enter ${folder}.\n` +
        'Move the project to a folder that everybody may enter, or work as an ordinary user.',
    );
  }
  const flags = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  flags.push('--inh-caps=+dac_override', '--ambient-caps=+dac_override');
  return {
    owner: { uid, gid },
    wrap: (file, args) => ({ file: setpriv, args: [...flags, file, ...args], options: {} }),
  };
}

async function lookUp() {
  const [user, group] = await Promise.all([
    capture('id', ['-u', 'postgres']),
    capture('id', ['-g', 'postgres']),
  ]);
  if (user.code !== 0 || group.code !== 0) return undefined;
  return { uid: Number(user.output), gid: Number(group.output) };
}

async function create() {
  const { output } = await capture('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
  const made = await lookUp();
  if (made) return made;
  throw new UserError(
    `PostgreSQL does not run as root, and no user "postgres" could be made:\n${output.trim()}`,
  );
}

/** @param {number} uid @param {number} gid @param {string} program @param {string} folder */
async function canReach(uid, gid, program, folder) {
  const { code } = await capture('/bin/sh', ['-c', 'test -x "$0" && cd "$1"/..', program, folder], {
    uid,
    gid,
    cwd: '/',
  });
  return code === 0;
}

function findSetpriv() {
  return ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
