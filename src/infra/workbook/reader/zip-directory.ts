import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { MAX_DECLARED_BYTES, MAX_ENTRIES } from './limits';
import { Refused } from './refused';

export interface ZipDirectory {
  readonly zip: ZipFile;
  /** By name in lower case: two names that differ only in that are one part. */
  readonly entries: ReadonlyMap<string, Entry>;
}

/** Reads the directory; unpacks nothing. Throws what yauzl throws for one that is damaged, or Refused. */
export async function openZip(file: Buffer): Promise<ZipDirectory> {
  // What a directory says about sizes is compared when an entry has been unpacked; until then it is only counted.
  const zip = await fromBufferPromise(file, { validateEntrySizes: false });
  if (zip.entryCount > MAX_ENTRIES) throw new Refused('inflates-too-much');
  const entries = new Map<string, Entry>();
  let declared = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw new Refused('password-protected');
    declared += entry.uncompressedSize;
    if (declared > MAX_DECLARED_BYTES) throw new Refused('inflates-too-much');
    const name = entry.fileName.toLowerCase();
    if (entries.has(name)) throw new Refused('damaged');
    entries.set(name, entry);
  }
  return { zip, entries };
}
