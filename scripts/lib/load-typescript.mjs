import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { CACHE_DIR, inRoot } from './paths.mjs';

/**
 * Loads one TypeScript file that imports packages only. For commands that are needed just when the service as a
 * whole does not compile.
 *
 * @param {string} path Relative to the root.
 * @returns {Promise<any>} Its exports.
 */
export async function loadTypescript(path) {
  const { transformFile } = await import('@swc/core');
  const { code } = await transformFile(inRoot(path), {
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'commonjs' },
  });
  mkdirSync(`${CACHE_DIR}/scripts`, { recursive: true });
  const file = `${CACHE_DIR}/scripts/${basename(path, '.ts')}.cjs`;
  writeFileSync(file, code);
  return createRequire(import.meta.url)(file);
}
