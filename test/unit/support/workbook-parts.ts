import { zip, type ZipEntry } from '../../support/zip';

/**
 * Workbooks as several programs write them, made by hand and independent of the library that the service writes them
 * with: what is read is then known from here, cell by cell.
 */

export type Cell =
  | string
  | number
  | boolean
  | null
  | { readonly formula: string; readonly shows: string | number }
  | { readonly error: string }
  | { readonly isoDate: string }
  | { readonly runs: readonly string[]; readonly phonetic?: string }
  | { readonly xml: string };

export interface Row {
  readonly number?: number;
  readonly attributes?: string;
  readonly cells: readonly Cell[];
}

export interface Sheet {
  readonly name: string;
  readonly state?: 'hidden' | 'veryHidden';
  readonly rows: readonly Row[];
  /** After the cells. */
  readonly after?: string;
}

export interface Dialect {
  readonly strings?: 'shared' | 'inline';
  readonly prefix?: string;
  readonly strict?: boolean;
  readonly date1904?: boolean;
  /** `/xl/worksheets/sheet1.xml` instead of `worksheets/sheet1.xml`. */
  readonly absoluteTargets?: boolean;
  /** Without them a row or a cell is the one after the last. */
  readonly references?: boolean;
  readonly stringsPart?: string;
  readonly modified?: string | null;
}

export const HEADER: readonly string[] = [
  ...['Row key', 'Consumer', 'Date Referred', 'Reference'],
  ...['Contact Made', 'Contact Date', 'Resolution', 'Comments', 'Missing'],
];

export const MARKS: readonly (readonly Cell[])[] = [
  ['reportId', '0199a000-0000-7000-8000-000000000001'],
  ['revision', '7'],
  ['layout', '1'],
];

/** A title, an empty row, the header in row 3 and the rows below it, with the sheets that stand around. */
export function reportSheets(rows: readonly (readonly Cell[])[], header: readonly Cell[] = HEADER): Sheet[] {
  return [
    {
      name: 'Report',
      rows: [
        { number: 1, cells: ['Preferred Assister Report: Sample Clinic'] },
        { number: 3, cells: header },
        ...rows.map((cells, at) => ({ number: at + 4, cells })),
      ],
    },
    { name: 'Instructions', rows: [{ cells: ['How to fill this in'] }] },
    { name: '_report', state: 'veryHidden', rows: MARKS.map((cells) => ({ cells })) },
  ];
}

const FORMS = {
  transitional: {
    main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
    relationships: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  },
  strict: {
    main: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
    relationships: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
  },
};
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The parts by name, to be changed as a test likes. */
export function parts(sheets: readonly Sheet[], dialect: Dialect = {}): Map<string, string | Buffer> {
  const { strict = false, absoluteTargets = false, stringsPart = 'sharedStrings.xml' } = dialect;
  const form = strict ? FORMS.strict : FORMS.transitional;
  const p = dialect.prefix ?? '';
  const root = (name: string, content: string) =>
    `${DECLARATION}<${p}${name} xmlns${p === '' ? '' : `:${p.slice(0, -1)}`}="${form.main}" ` +
    `xmlns:r="${form.relationships}">${content}</${p}${name}>`;
  const target = (name: string) => (absoluteTargets ? `/xl/${name}` : name);
  const shared: string[] = [];
  const made = new Map<string, string | Buffer>();
  const sheetParts = sheets.map((sheet, at) => ({ sheet, id: `rId${at + 1}`, name: `sheet${at + 1}.xml` }));
  made.set(
    '[Content_Types].xml',
    `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/></Types>`,
  );
  made.set(
    '_rels/.rels',
    relationships([
      [
        'rId1',
        `${form.relationships}/officeDocument`,
        absoluteTargets ? '/xl/workbook.xml' : 'xl/workbook.xml',
      ],
      ['rId2', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
    ]),
  );
  made.set(
    'xl/workbook.xml',
    root(
      'workbook',
      `<${p}workbookPr${dialect.date1904 === true ? ' date1904="1"' : ''}/><${p}sheets>${sheetParts
        .map(
          ({ sheet, id }, at) =>
            `<${p}sheet name="${sheet.name}" sheetId="${at + 1}"${sheet.state ? ` state="${sheet.state}"` : ''} r:id="${id}"/>`,
        )
        .join('')}</${p}sheets>`,
    ),
  );
  made.set(
    'xl/_rels/workbook.xml.rels',
    relationships([
      ...sheetParts.map(
        ({ id, name }) => [id, `${form.relationships}/worksheet`, target(`worksheets/${name}`)] as const,
      ),
      ['rId90', `${form.relationships}/styles`, target('styles.xml')],
      ['rId91', `${form.relationships}/sharedStrings`, target(stringsPart)],
    ]),
  );
  for (const { sheet, name } of sheetParts) {
    const data = sheetData(sheet, dialect, shared);
    made.set(`xl/worksheets/${name}`, root('worksheet', `${data}${sheet.after ?? ''}`));
  }
  made.set(`xl/${stringsPart}`, root('sst', shared.join('')));
  made.set('xl/styles.xml', root('styleSheet', ''));
  const modified = dialect.modified === undefined ? '2026-12-28T16:05:00Z' : dialect.modified;
  if (modified !== null) {
    made.set(
      'docProps/core.xml',
      `${DECLARATION}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dcterms="http://purl.org/dc/terms/">` +
        `<dcterms:created>2026-12-23T13:00:00Z</dcterms:created><dcterms:modified>${modified}</dcterms:modified></cp:coreProperties>`,
    );
  }
  return made;
}

export function zipOf(made: ReadonlyMap<string, ZipEntry['data']>, options: Partial<ZipEntry> = {}): Buffer {
  return zip([...made].map(([name, data]) => ({ ...options, name, data })));
}

/** A report's file, whole. */
export function reportFile(rows: readonly (readonly Cell[])[], dialect: Dialect = {}): Buffer {
  return zipOf(parts(reportSheets(rows), dialect));
}

export function relationships(
  all: readonly (readonly [id: string, type: string, target: string, mode?: string])[],
): string {
  const one = ([id, type, target, mode]: (typeof all)[number]) =>
    `<Relationship Id="${id}" Type="${type}" Target="${target}"${mode ? ` TargetMode="${mode}"` : ''}/>`;
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${all.map(one).join('')}</Relationships>`;
}

export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + ((column - 1) % 26));
  return column <= 26 ? letter : columnName(Math.floor((column - 1) / 26)) + letter;
}

function sheetData(sheet: Sheet, dialect: Dialect, shared: string[]): string {
  const { prefix: p = '', references = true } = dialect;
  const rows = sheet.rows.map(({ number, attributes = '', cells }, at) => {
    const row = number ?? at + 1;
    const content = cells.map((cell, i) => {
      const reference = references ? ` r="${columnName(i + 1)}${row}"` : '';
      return cellXml(cell, reference, dialect, shared);
    });
    return `<${p}row${references ? ` r="${row}"` : ''}${attributes}>${content.join('')}</${p}row>`;
  });
  return `<${p}sheetData>${rows.join('')}</${p}sheetData>`;
}

function cellXml(cell: Cell, reference: string, dialect: Dialect, shared: string[]): string {
  const { prefix: p = '', strings = 'shared' } = dialect;
  const c = (attributes: string, content: string) => `<${p}c${reference}${attributes}>${content}</${p}c>`;
  const v = (value: string | number) => `<${p}v>${escapeXml(String(value))}</${p}v>`;
  if (cell === null) return `<${p}c${reference} s="1"/>`;
  if (typeof cell === 'number') return c('', v(cell));
  if (typeof cell === 'boolean') return c(' t="b"', v(cell ? 1 : 0));
  if (typeof cell === 'string' || 'runs' in cell) {
    const text = typeof cell === 'string' ? plain(p, cell) : rich(p, cell);
    if (strings === 'inline') return c(' t="inlineStr"', `<${p}is>${text}</${p}is>`);
    shared.push(`<${p}si>${text}</${p}si>`);
    return c(' t="s"', v(shared.length - 1));
  }
  if ('xml' in cell) return cell.xml;
  if ('error' in cell) return c(' t="e"', v(cell.error));
  if ('isoDate' in cell) return c(' t="d"', v(cell.isoDate));
  const type = typeof cell.shows === 'string' ? ' t="str"' : '';
  return c(type, `<${p}f>${escapeXml(cell.formula)}</${p}f>${v(cell.shows)}`);
}

function plain(p: string, text: string): string {
  return `<${p}t xml:space="preserve">${escapeXml(text)}</${p}t>`;
}

function rich(p: string, { runs, phonetic }: { runs: readonly string[]; phonetic?: string }): string {
  const spoken = phonetic === undefined ? '' : `<${p}rPh sb="0" eb="1">${plain(p, phonetic)}</${p}rPh>`;
  return `${runs.map((run) => `<${p}r><${p}rPr><${p}b/></${p}rPr>${plain(p, run)}</${p}r>`).join('')}${spoken}`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
