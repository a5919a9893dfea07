import { posix } from 'node:path';
import { MAX_RELATIONSHIPS } from './limits';
import type { PackageParts } from './package-parts';
import { Refused } from './refused';

export interface Relationship {
  readonly id: string;
  /** The last word of its type. The words before it differ between the two forms of the format. */
  readonly type: string;
  /** The name of a part. */
  readonly target: string;
}

/**
 * What the part refers to (`''`: the package). Throws Refused when something would have to come from outside the file.
 * A link that somebody may click is allowed.
 */
export async function readRelationships(parts: PackageParts, of: string): Promise<Relationship[]> {
  const name = relationshipsOf(of);
  if (!parts.has(name)) return [];
  const found: Relationship[] = [];
  await parts.read(name, {
    open(element, attributes) {
      if (element !== 'Relationship') return;
      const type = attributes['Type']?.split('/').at(-1) ?? '';
      const target = attributes['Target'] ?? '';
      if (attributes['TargetMode']?.toLowerCase() === 'external') {
        if (type !== 'hyperlink') throw new Refused('external-content');
        return;
      }
      if (found.length >= MAX_RELATIONSHIPS) throw new Refused('inflates-too-much');
      found.push({ id: attributes['Id'] ?? '', type, target: resolve(of, target) });
    },
  });
  return found;
}

/** Checks the relationships of every part, also of parts that are never read. */
export async function refuseExternalParts(parts: PackageParts): Promise<void> {
  for (const name of parts.names) {
    if (/(^|\/)externallinks\//.test(name)) throw new Refused('external-content');
    const [, folder = '', file] = /^(.*\/)?_rels\/([^/]*)\.rels$/.exec(name) ?? [];
    if (file !== undefined) await readRelationships(parts, `${folder}${file}`);
  }
}

function relationshipsOf(part: string): string {
  const { dir, base } = posix.parse(part);
  return posix.join(dir, '_rels', `${base}.rels`);
}

/** A target is relative to the part's folder, or begins at the package's root. */
function resolve(part: string, target: string): string {
  return posix.join('/', target.startsWith('/') ? '' : posix.dirname(part), target).slice(1);
}
