import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { MAX_ENTRY_BYTES, MAX_UNPACKED_BYTES } from './limits';
import { Refused } from './refused';

/** Counts what is really unpacked, whatever the directory says. */
export interface Budget {
  take(bytes: number): void;
}

export function createBudget(): Budget {
  let taken = 0;
  return {
    take(bytes) {
      taken += bytes;
      if (taken > MAX_UNPACKED_BYTES) throw new Refused('inflates-too-much');
    },
  };
}

/** The entry's bytes, piece by piece. At the end, their size and checksum must be those that the directory has. */
export async function* unpack(zip: ZipFile, entry: Entry, budget: Budget): AsyncGenerator<Buffer> {
  const stream = await zip.openReadStreamPromise(entry);
  let size = 0;
  let checksum = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_ENTRY_BYTES) throw new Refused('inflates-too-much');
    budget.take(chunk.length);
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (size !== entry.uncompressedSize || checksum !== entry.crc32) throw new Refused('damaged');
}
