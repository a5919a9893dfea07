import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const DOCUMENTS = ['docs/program.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md'];

/** Where a path in a document may start: some leave out `src/`. */
const BASES = ['', 'src', 'src/domain'];
const FILE = /^\.?[\w@-][\w./@-]*\.(?:ts|tsx|mjs|cjs|json|md|prisma|sql|css)$/;
const FOLDER = /^(?:src|test|docs|config|scripts|prisma)\/[\w./-]+$/;

test.each(DOCUMENTS)('every file that %s names exists', (document) => {
  expect(missingIn(read(document), path.dirname(document))).toEqual([]);
});

test('a file that was moved is noticed, as a link and as a name', () => {
  const text =
    'See [rules.ts](../src/domain/referral/moved.ts), `src/domain/moved.ts`, `infra/moved.ts`, `moved.ts`, ' +
    '`src/moved`, [rules](../src/domain/referral/rules.ts), `time.ts`, `infra/logger.ts` and `GET /healthz`.';
  expect(missingIn(text, 'docs')).toEqual([
    'docs/../src/domain/referral/moved.ts',
    'src/domain/moved.ts',
    'infra/moved.ts',
    'moved.ts',
    'src/moved',
  ]);
});

test('every section of rules in docs/program.md names a file', () => {
  const [, ...sections] = read('docs/program.md').split(/^## /m);
  const without = sections.filter((section) => !section.includes('](../src/'));
  expect(without.map((section) => section.split('\n')[0])).toEqual([]);
  expect(sections.length).toBeGreaterThan(8);
});

function read(document: string): string {
  return readFileSync(path.join(ROOT, document), 'utf8');
}

/** The files and folders that are named and do not exist: links first, then names between backticks. */
function missingIn(text: string, folder: string): string[] {
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)\s]*)?\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => `${folder}/${target}`);
  const names = [...text.matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name);
  return [
    ...links.filter((target) => !existsSync(path.join(ROOT, target))),
    ...names.filter((name) => (FILE.test(name) || FOLDER.test(name)) && !isThere(name)),
  ];
}

function isThere(name: string): boolean {
  if (BASES.some((base) => existsSync(path.join(ROOT, base, name)))) return true;
  return !name.includes('/') && fileNames().has(name);
}

let known: Set<string> | undefined;

/** The names of all files in `src`, without their folders. */
function fileNames(): Set<string> {
  known ??= new Set(
    readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).map((file) =>
      path.basename(file),
    ),
  );
  return known;
}
