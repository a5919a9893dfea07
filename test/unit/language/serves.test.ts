import { registeredLanguage } from '../../../src/domain/language/registry';
import { languagesServing, servesLanguage } from '../../../src/domain/language/serves';

test.each([
  ['en', ['en'], true],
  ['es-MX', ['es'], true],
  ['es', ['es-MX'], true],
  ['zh-Hant', ['zh-Hans'], true],
  ['en', ['es', 'so'], false],
  ['zh', ['yue'], true],
  ['zh', ['cmn'], true],
  ['yue', ['zh'], true],
  ['yue', ['yue'], true],
  ['yue', ['zh-Hans'], true],
  ['yue', ['cmn'], false],
  ['cmn', ['yue'], false],
  ['hmn', ['mww'], true],
  ['hmn', ['hnj'], true],
  ['mww', ['hmn'], true],
  ['hnj', ['hmn'], true],
  ['mww', ['hnj'], false],
  ['kar', ['ksw'], true],
  ['ksw', ['kar'], true],
  ['ksw', ['pwo'], false],
  ['sgn', ['ase'], true],
  ['ase', ['sgn'], true],
  ['prs', ['fa'], true],
  ['om', ['gaz'], true],
  ['tl', ['fil'], true],
  ['fil', ['tl'], true],
  ['so', [], false],
])('who asks for %s is served by who speaks %j: %s', (wanted, offered, served) => {
  expect(servesLanguage(offered, wanted)).toBe(served);
});

test('every member of a family that is known by its members is a registered language', () => {
  const families = ['kar', 'myn', 'nah', 'sgn'];
  const unknown = families.flatMap((family) =>
    [...languagesServing(family)].filter((subtag) => registeredLanguage(subtag) === undefined),
  );
  expect(unknown).toEqual([]);
});
