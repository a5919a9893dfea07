import type { Instant } from '../../../domain/time';
import { MAX_SHEETS } from './limits';
import type { PackageParts } from './package-parts';
import { readRelationships } from './relationships';
import { Refused } from './refused';
import { readSavedAt } from './saved-at';
import { prefixed } from './xml';

/** What the workbook consists of, read before any cell. */
export interface Outline {
  readonly uses1904: boolean;
  readonly savedAt: Instant | null;
  /** The sheets with cells, also hidden ones, in their order. */
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  readonly sharedStrings: string | null;
  readonly styles: string | null;
}

const CONTENT_TYPES = '[Content_Types].xml';

export async function readOutline(parts: PackageParts): Promise<Outline> {
  const root = await readRelationships(parts, '');
  const workbook = root.find(({ type }) => type === 'officeDocument')?.target ?? '';
  // It is a document, a presentation, or a workbook in the binary form.
  if (!parts.has(CONTENT_TYPES) || !workbook.toLowerCase().endsWith('.xml') || !parts.has(workbook)) {
    throw new Refused('not-a-workbook');
  }
  const relationships = await readRelationships(parts, workbook);
  const targets = new Map(relationships.map(({ id, type, target }) => [id, { type, target }]));
  const sheets: { name: string; part: string }[] = [];
  const found = { isWorkbook: false, uses1904: false };
  await parts.read(workbook, {
    open(name, attributes) {
      if (name === 'workbook') found.isWorkbook = true;
      if (name === 'workbookPr') found.uses1904 = ['1', 'true', 'on'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const target = targets.get(prefixed(attributes, 'id') ?? '');
      if (sheets.length >= MAX_SHEETS) throw new Refused('inflates-too-much');
      if (target?.type === 'worksheet') sheets.push({ name: attributes['name'] ?? '', part: target.target });
    },
  });
  if (!found.isWorkbook) throw new Refused('not-a-workbook');
  const core = root.find(({ type }) => type === 'core-properties')?.target;
  return {
    uses1904: found.uses1904,
    savedAt: core !== undefined && parts.has(core) ? await readSavedAt(parts, core) : null,
    sheets,
    sharedStrings: relationships.find(({ type }) => type === 'sharedStrings')?.target ?? null,
    styles: relationships.find(({ type }) => type === 'styles')?.target ?? null,
  };
}

/** Recognizes code by the types of the parts, and by the name that every program gives to it. */
export async function refuseMacros(parts: PackageParts): Promise<void> {
  if (parts.names.some((name) => name.endsWith('vbaproject.bin'))) throw new Refused('macros');
  if (!parts.has(CONTENT_TYPES)) return;
  await parts.read(CONTENT_TYPES, {
    open(_name, attributes) {
      if (/macroEnabled|macrosheet|vbaProject/i.test(attributes['ContentType'] ?? '')) {
        throw new Refused('macros');
      }
    },
  });
}
