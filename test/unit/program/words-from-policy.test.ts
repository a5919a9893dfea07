import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/**
 * What an exchange calls things comes from its policy. So no text in the code has a word of Minnesota's, and none that
 * people read has the word for a county. The API's own names and descriptions (`county`) are the same for everybody.
 */

interface Text {
  readonly at: string;
  readonly text: string;
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('generated'))
    .map((name) => join(folder, name));
}

/** Every text of a file: literals, parts of templates, and what stands between tags. */
function textsOf(file: string): Text[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const texts: Text[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTaggedTemplateExpression(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) || ts.isJsxText(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      texts.push({ at: `${file}:${line + 1}`, text: node.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

const MINNESOTAS =
  /\b(Minnesota|MinnesotaCare|MNsure|MA|QHP|America\/Chicago|651)\b|minnesotacare|medical-assistance|eligible-ma/;
/** An example in a message of the policy's own check, and in the description of a field. */
const EXAMPLES = [/such as America\/Chicago/];

test('no text in the code is Minnesota’s', () => {
  const found = files('src')
    .flatMap(textsOf)
    .filter(({ text }) => MINNESOTAS.test(text) && !EXAMPLES.some((example) => example.test(text)));
  expect(found).toEqual([]);
});

const READ_BY_PEOPLE = [
  ...['src/mail', 'src/domain', 'src/infra/workbook', 'src/api/pages', 'src/activities'],
  ...['referral', 'organization', 'escalation', 'report', 'season'].map((room) => `src/api/${room}/page`),
];
/** In a sentence, or as a label of its own. A name in lower case alone is a code. */
const COUNTY = /(^|\s)count(y|ies)\b.*\s|\s.*\bcount(y|ies)\b|\bCount(y|ies)\b/;
/** Names of search attributes, and of the code of an error. */
const NAMES = ['County'];

test('no text that people read has the word for a county', () => {
  const found = READ_BY_PEOPLE.flatMap(files)
    .flatMap(textsOf)
    .filter(({ text }) => COUNTY.test(text) && !NAMES.includes(text));
  expect(found).toEqual([]);
});

test('the test finds what it looks for', () => {
  const label = 'Counties you serve';
  const texts = [label, 'county', 'this county', 'account'];
  expect(texts.map((text) => COUNTY.test(text))).toEqual([true, false, true, false]);
  expect(textsOf(__filename).some(({ text }) => text === label)).toBe(true);
});
