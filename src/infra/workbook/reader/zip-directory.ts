import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { MAX_DECLARED_BYTES, MAX_ENTRIES } from './limits';
import { Refused } from './refused';

export interface ZipDirectory {
  readonly zip: ZipFile;
  /** By name in lower case, because names that differ only in case are one part. */
  readonly entries: ReadonlyMap<string, Entry>;
}

/** Reads the directory and unpacks nothing. Throws Refused, or yauzl's error for a damaged directory. */
export async function openZip(file: Buffer): Promise<ZipDirectory> {
  // The sizes in the directory are compared when an entry has been unpacked. Until then they are only added up.
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
