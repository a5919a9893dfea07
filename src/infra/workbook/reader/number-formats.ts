import type { NumberFormat } from '../../../domain/report/workbook';
import type { Shared } from './cell';
import { MAX_STYLES } from './limits';
import type { PackageParts } from './package-parts';

/** What each style of a workbook makes of a number. Empty when the file has no styles. */
export async function readNumberFormats(
  parts: PackageParts,
  part: string | null,
): Promise<Shared['formats']> {
  if (part === null || !parts.has(part)) return [];
  const codes = new Map<number, string>();
  const styles: number[] = [];
  let isCellStyles = false;
  let isRead = false;
  await parts.read(part, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') isCellStyles = true;
      else if (name === 'xf' && isCellStyles && !isRead) styles.push(Number(attributes['numFmtId'] ?? 0));
    },
    close(name) {
      if (name === 'cellXfs') isRead = true;
    },
    rest: () => (isRead || codes.size + styles.length >= MAX_STYLES ? 'leave' : 'read'),
  });
  return styles.map((id) => {
    const code = codes.get(id);
    return code === undefined ? BUILT_IN.get(id) : formatOf(code);
  });
}

/** The formats that have a number and no code in the file (ECMA-376, part 1, 18.8.30). */
const BUILT_IN: ReadonlyMap<number, NumberFormat> = new Map<number, NumberFormat>([
  ...[9, 10].map((id) => [id, 'percent'] as const),
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, 'date'] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56].map((id) => [id, 'time'] as const),
  [22, 'date-time'],
  [46, 'duration'],
  [49, 'text'],
]);

/** What is shown as it stands: quoted or escaped words, fillers, colors and languages. */
const WORDS = /"[^"]*"?|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi;

/** Only the first section of a code counts, which is for positive numbers. */
export function formatOf(code: string): NumberFormat | undefined {
  const [section = ''] = code.replaceAll(WORDS, '').toLowerCase().split(';');
  if (section.includes('@')) return 'text';
  if (section.includes('general')) return undefined;
  if (/\[[hms]+\]/.test(section)) return 'duration';
  const hasTime = /[hs]/.test(section);
  const hasDate = /[yd]/.test(section) || (!hasTime && section.includes('m'));
  if (hasDate) return hasTime ? 'date-time' : 'date';
  if (hasTime) return 'time';
  return section.includes('%') ? 'percent' : undefined;
}
