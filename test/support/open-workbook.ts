import { buffer } from 'node:stream/consumers';
import { SaxesParser } from 'saxes';
import { fromBufferPromise } from 'yauzl';

/** A workbook as its parts say it, without the library that wrote it. */
export type WorkbookParts = ReadonlyMap<string, string>;

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

export interface OpenedCell {
  /** As it is shown: a text, a number, or what a formula last came to. */
  readonly value: string;
  /** The cell's type in the file: `s` and `inlineStr` are texts, `str` a formula's, '' a number or nothing. */
  readonly type: string;
  readonly isFormula: boolean;
  readonly format: string;
  readonly locked: boolean;
}

export interface OpenedSheet {
  readonly name: string;
  readonly state: string;
  readonly xml: Element;
  readonly cells: ReadonlyMap<string, OpenedCell>;
}

export async function unzip(file: Buffer): Promise<WorkbookParts> {
  const zip = await fromBufferPromise(file, { lazyEntries: true });
  const parts = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    parts.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8'));
  }
  return parts;
}

/** Throws for what is not well-formed, such as an attribute given twice. */
export function parseXml(xml: string): Element {
  const parser = new SaxesParser();
  const root = { name: '', attributes: {}, children: [] as Element[], text: '' };
  const open = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const current = open.at(-1);
    if (current) current.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  const [element] = root.children;
  if (element === undefined) throw new Error('an XML document without an element');
  return element;
}

export function part(parts: WorkbookParts, name: string): Element {
  const xml = parts.get(name);
  if (xml === undefined) throw new Error(`no ${name} among ${[...parts.keys()].join(', ')}`);
  return parseXml(xml);
}

/** All elements of this name below `element`, in the order of the document. */
export function all(element: Element, name: string): Element[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

export async function openWorkbook(file: Buffer): Promise<readonly OpenedSheet[]> {
  const parts = await unzip(file);
  const targets = new Map(
    all(part(parts, 'xl/_rels/workbook.xml.rels'), 'Relationship').map(({ attributes }) => [
      attributes['Id'],
      attributes['Target'],
    ]),
  );
  const texts = all(part(parts, 'xl/sharedStrings.xml'), 'si').map((si) => textOf(si));
  const styles = readStyles(part(parts, 'xl/styles.xml'));
  return all(part(parts, 'xl/workbook.xml'), 'sheet').map(({ attributes }) => {
    const xml = part(parts, `xl/${targets.get(attributes['r:id'])}`);
    return {
      name: attributes['name'] ?? '',
      state: attributes['state'] ?? 'visible',
      xml,
      cells: new Map(
        all(xml, 'c').map((c) => [c.attributes['r'] ?? '', readCell(c, texts, styles)] as const),
      ),
    };
  });
}

export function sheetNamed(sheets: readonly OpenedSheet[], name: string): OpenedSheet {
  const sheet = sheets.find((each) => each.name === name);
  if (sheet === undefined) throw new Error(`no sheet ${name}`);
  return sheet;
}

/** What is shown in a row's cells from column A on; '' where nothing is. */
export function rowValues(sheet: OpenedSheet, row: number, columns: number): string[] {
  return Array.from({ length: columns }, (_, i) => {
    const address = `${String.fromCharCode('A'.charCodeAt(0) + i)}${row}`;
    return sheet.cells.get(address)?.value ?? '';
  });
}

type CellStyle = Pick<OpenedCell, 'format' | 'locked'>;

function readStyles(styles: Element): CellStyle[] {
  const formats = new Map(
    all(styles, 'numFmt').map(({ attributes }) => [attributes['numFmtId'], attributes['formatCode']]),
  );
  formats.set('0', 'General').set('49', '@');
  const [list] = all(styles, 'cellXfs');
  return (list?.children ?? []).map((xf) => ({
    format: formats.get(xf.attributes['numFmtId']) ?? `#${xf.attributes['numFmtId']}`,
    // LibreOffice writes booleans as words.
    locked: !all(xf, 'protection').some(({ attributes }) =>
      ['0', 'false'].includes(attributes['locked'] ?? ''),
    ),
  }));
}

function readCell(c: Element, texts: readonly string[], styles: readonly CellStyle[]): OpenedCell {
  const type = c.attributes['t'] ?? '';
  const [v] = all(c, 'v');
  const style = styles[Number(c.attributes['s'] ?? 0)];
  if (style === undefined) throw new Error(`${c.attributes['r']} has a style that is not there`);
  return {
    value: type === 's' ? (texts[Number(v?.text)] ?? '') : type === 'inlineStr' ? textOf(c) : (v?.text ?? ''),
    type: type === 'n' ? '' : type,
    isFormula: all(c, 'f').length > 0,
    ...style,
  };
}

function textOf(element: Element): string {
  return all(element, 't')
    .map(({ text }) => text)
    .join('');
}
