import { createWorkbookWriter } from '../../../src/infra/workbook/write-report';
import { all, parseXml, part, unzip, type Element, type WorkbookParts } from '../../support/open-workbook';
import { day, sampleReport, sampleRow, text } from '../../support/sample-workbook';

/** ECMA-376, CT_Worksheet: a sequence, of which every element may be left out but `sheetData`. */
const ORDER = [
  ...['sheetPr', 'dimension', 'sheetViews', 'sheetFormatPr', 'cols', 'sheetData', 'sheetCalcPr'],
  ...['sheetProtection', 'protectedRanges', 'scenarios', 'autoFilter', 'sortState', 'dataConsolidate'],
  ...['customSheetViews', 'mergeCells', 'phoneticPr', 'conditionalFormatting', 'dataValidations'],
  ...['hyperlinks', 'printOptions', 'pageMargins', 'pageSetup', 'headerFooter', 'rowBreaks', 'colBreaks'],
  ...['customProperties', 'cellWatches', 'ignoredErrors', 'smartTags', 'drawing', 'legacyDrawing'],
];
const RANGE = /^[A-J]\d+:[A-J]\d+$/;

const ROWS = [
  sampleRow(1),
  sampleRow(2, { closed: 'Declined on November 20, 2028' }),
  sampleRow(3, { cells: { contactMade: text('Y'), contactDate: day('2028-11-14') } }),
  sampleRow(4, { problems: [{ path: 'resolution', message: 'Resolution is missing.' }] }),
];
const written = (rows = ROWS, purpose: 'report' | 'corrections' = 'report'): Promise<WorkbookParts> =>
  createWorkbookWriter().write(sampleReport(rows, { purpose })).then(unzip);

const WORKBOOKS = [
  ['a report', () => written()],
  ['corrections', () => written(ROWS, 'corrections')],
  ['a report of one row', () => written([sampleRow(1)])],
  ['a report without rows', () => written([])],
] as const;
const SHEETS = [1, 2, 3, 4].map((number) => `xl/worksheets/sheet${number}.xml`);

describe.each(WORKBOOKS)('%s opens without repair', (_what, make) => {
  let parts: WorkbookParts;
  beforeAll(async () => {
    parts = await make();
  });

  test('every part is well-formed, has a content type, and is there when another names it', () => {
    const types = part(parts, '[Content_Types].xml');
    const typed = [
      ...all(types, 'Override').map(({ attributes }) => attributes['PartName']?.slice(1)),
      ...[...parts.keys()].filter((name) => /\.rels$|^\[Content_Types\]/.test(name)),
    ];
    expect([...parts.keys()].sort()).toEqual(typed.sort());
    for (const xml of parts.values()) expect(() => parseXml(xml)).not.toThrow();
    const targets = all(part(parts, 'xl/_rels/workbook.xml.rels'), 'Relationship').map(
      ({ attributes }) => `xl/${attributes['Target']}`,
    );
    expect([...parts.keys()]).toEqual(expect.arrayContaining([...targets, ...SHEETS]));
  });

  test.each(SHEETS)('the elements of %s stand in their order, each once', (name) => {
    const names = part(parts, name).children.map((child) => child.name);
    const places = names.map((each) => ORDER.indexOf(each));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const once = names.filter((each) => each !== 'conditionalFormatting');
    expect(new Set(once).size).toBe(once.length);
  });

  test('rows and cells stand in their order, with styles and texts that are there', () => {
    const styles = all(part(parts, 'xl/styles.xml'), 'cellXfs')[0]?.children.length ?? 0;
    const texts = all(part(parts, 'xl/sharedStrings.xml'), 'si').length;
    for (const name of SHEETS) {
      const sheet = part(parts, name);
      const rows = all(sheet, 'row').map(({ attributes }) => Number(attributes['r']));
      expect(rows).toEqual([...rows].sort((a, b) => a - b));
      const cells = all(sheet, 'c');
      for (const { attributes } of cells) expect(Number(attributes['s'] ?? 0)).toBeLessThan(styles);
      for (const cell of cells.filter(({ attributes }) => attributes['t'] === 's')) {
        expect(Number(all(cell, 'v')[0]?.text)).toBeLessThan(texts);
      }
    }
  });

  test('rules keep to the lengths and counts of the format', () => {
    const sheet = part(parts, 'xl/worksheets/sheet1.xml');
    const rules = all(sheet, 'dataValidation');
    const lists = all(sheet, 'dataValidations').map(({ attributes }) => attributes['count']);
    expect(lists).toEqual(rules.length === 0 ? [] : [String(rules.length)]);
    for (const { attributes, children } of rules) {
      expect(attributes['sqref']).toMatch(RANGE);
      for (const formula of children) expect(formula.text.length).toBeLessThan(256);
      expect(attributes['errorTitle']?.length).toBeLessThanOrEqual(32);
      expect(attributes['promptTitle']?.length).toBeLessThanOrEqual(32);
      expect(attributes['error']?.length).toBeLessThanOrEqual(225);
      expect(attributes['prompt']?.length).toBeLessThanOrEqual(255);
    }
    const marks = all(sheet, 'conditionalFormatting');
    const priorities = all(sheet, 'cfRule').map(({ attributes }) => Number(attributes['priority']));
    expect(priorities).toEqual(priorities.map((_, i) => i + 1));
    const looks = all(part(parts, 'xl/styles.xml'), 'dxf').length;
    for (const { attributes } of all(sheet, 'cfRule')) {
      expect(Number(attributes['dxfId'])).toBeLessThan(looks);
    }
    for (const { attributes } of marks) expect(attributes['sqref']).toMatch(RANGE);
  });

  test('it says which sheets are shown, and which row is printed on every page', () => {
    const workbook = part(parts, 'xl/workbook.xml');
    const sheets = all(workbook, 'sheet').map(({ attributes }) => [attributes['name'], attributes['state']]);
    expect(sheets).toEqual([
      ['Report', 'visible'],
      ['Instructions', 'visible'],
      ['Lists', 'veryHidden'],
      ['_report', 'veryHidden'],
    ]);
    const [titles, filter, ...others] = all(workbook, 'definedName');
    expect(others).toEqual([]);
    expect(titles?.attributes).toEqual({ name: '_xlnm.Print_Titles', localSheetId: '0' });
    expect(titles?.text).toBe("'Report'!$6:$6");
    expect(filter?.attributes).toEqual({ name: '_xlnm._FilterDatabase', localSheetId: '0', hidden: '1' });
    const [shown] = all(part(parts, 'xl/worksheets/sheet1.xml'), 'autoFilter');
    expect(filter?.text.replaceAll('$', '')).toBe(`Report!${shown?.attributes['ref']}`);
  });
});

test('the report prints on one page wide, keeps its headings in view, and can be filtered though it is locked', async () => {
  const sheet = part(await written(), 'xl/worksheets/sheet1.xml');
  const only = (name: string): Element['attributes'] => {
    const found = all(sheet, name);
    expect(found).toHaveLength(1);
    return found[0]?.attributes ?? {};
  };
  expect(only('pageSetup')).toMatchObject({ orientation: 'landscape', fitToWidth: '1', fitToHeight: '0' });
  expect(only('pageSetUpPr')).toEqual({ fitToPage: '1' });
  expect(all(sheet, 'oddFooter')[0]?.text).toBe('&LDue back by November 29, 2028&CPage &P of &N');
  expect(only('pane')).toMatchObject({ state: 'frozen', xSplit: '2', ySplit: '6', topLeftCell: 'C7' });
  // With the hidden keys: what the filter sorts, it sorts with them.
  expect(only('autoFilter')).toEqual({ ref: 'A6:I10' });
  // Nothing but these: no password, and both kinds of cells can be selected.
  expect(only('sheetProtection')).toEqual({
    sheet: '1',
    ...{ formatColumns: '0', formatRows: '0', sort: '0', autoFilter: '0' },
  });
});
