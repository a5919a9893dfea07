import { WORKBOOK_PROBLEM_WORDS } from '../../../src/domain/report/workbook-problems';
import { WORKBOOK_PROBLEMS } from '../../../src/domain/report/workbook';
import { MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS } from '../../../src/infra/workbook/reader/limits';

test('every problem has a title and says what to do, each in its own words', () => {
  const words = WORKBOOK_PROBLEMS.map((problem) => WORKBOOK_PROBLEM_WORDS[problem]);
  expect(new Set(words.map(({ title }) => title)).size).toBe(WORKBOOK_PROBLEMS.length);
  for (const { title, whatToDo } of words) {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(whatToDo).toMatch(/^[A-Z].*\.$/);
  }
});

test('the numbers in the words are those that the reader holds to', () => {
  expect(WORKBOOK_PROBLEM_WORDS['too-large'].whatToDo).toContain(`${MAX_FILE_BYTES / 2 ** 20} MB`);
  expect(WORKBOOK_PROBLEM_WORDS['too-many-rows'].whatToDo).toContain(
    `${MAX_ROWS.toLocaleString('en-US')} rows`,
  );
  expect(WORKBOOK_PROBLEM_WORDS['too-many-columns'].whatToDo).toContain(`${MAX_COLUMNS} filled cells`);
});
