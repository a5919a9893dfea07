import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root; every script works from here, whatever the caller's folder is. */
export const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** @param {...string} parts @returns {string} An absolute path inside the repository. */
export const inRoot = (...parts) => resolve(ROOT, ...parts);

/** Downloads and other things that can be thrown away and made again. */
export const CACHE_DIR = inRoot('.cache');

/** Where `npm start` keeps its data; DATA_DIR moves it. */
export const dataDir = () => inRoot(process.env['DATA_DIR'] || '.data');
