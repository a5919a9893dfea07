import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { transformFileSync } from '@swc/core';
import {
  createWorkbookReader as createReader,
  type WorkbookReaderOptions,
} from '../../../src/infra/workbook/reader/workbook-reader';

/*
 * The service's reader with its child's program from the sources: transpiled, with all that it imports, for this test
 * file. What is measured of a child is its own: there is no transpiler in it.
 */

const SOURCES = resolve(__dirname, '../../../src');
/** Packages are found from inside the repository only. */
const CACHE = resolve(__dirname, '../../../.cache');
mkdirSync(CACHE, { recursive: true });
const folder = mkdtempSync(join(CACHE, 'workbook-reader-'));
afterAll(() => rmSync(folder, { recursive: true }));

const made = new Set<string>();

/** For a process without jest. */
export const READER = transpile('infra/workbook/reader/workbook-reader');
const PROGRAM = transpile('infra/workbook/reader/main');

export const createWorkbookReader = (options: WorkbookReaderOptions = {}) =>
  createReader({ program: PROGRAM, ...options });

/** @param name Of a source, without its ending. @returns The path of what was made of it. */
function transpile(name: string): string {
  const path = join(folder, `${name}.js`);
  if (made.has(name)) return path;
  made.add(name);
  const { code } = transformFileSync(join(SOURCES, `${name}.ts`), {
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, code);
  for (const [, imported = ''] of code.matchAll(/\brequire\("(\.[^"]*)"\)/g)) {
    transpile(relative(SOURCES, resolve(SOURCES, dirname(name), imported)));
  }
  return path;
}
