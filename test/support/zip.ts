import { crc32, constants, deflateRawSync } from 'node:zlib';

/** A zip writer that can also write what no honest one would. */
export interface ZipEntry {
  readonly name: string;
  readonly data: Buffer | string | Deflated;
  readonly stored?: boolean;
  readonly encrypted?: boolean;
  /** What the directory says instead of the truth. */
  readonly declared?: { readonly size?: number; readonly checksum?: number };
}

/** Compressed already. */
export interface Deflated {
  readonly deflated: Buffer;
  readonly size: number;
  readonly checksum: number;
}

const MIB = 1024 * 1024;

/** `mib` MiB of one character: a compressed piece does not refer to what is before it, and so can be repeated. */
export function manyTimes(character: string, mib: number, before = '', after = ''): Deflated {
  const flush = { finishFlush: constants.Z_SYNC_FLUSH, level: 9 };
  const piece = Buffer.alloc(MIB, character);
  const compressed = deflateRawSync(piece, flush);
  const parts = [deflateRawSync(before, flush), ...Array<Buffer>(mib).fill(compressed)];
  const pieces = Array<Buffer>(mib).fill(piece);
  return {
    deflated: Buffer.concat([...parts, deflateRawSync(after)]),
    size: before.length + mib * MIB + after.length,
    checksum: [Buffer.from(before), ...pieces, Buffer.from(after)].reduce((sum, next) => crc32(next, sum), 0),
  };
}

export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { local, central } = headers(entry, offset);
    locals.push(local);
    directory.push(central);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...locals, central, end(entries.length, central.length, offset)]);
}

function headers(entry: ZipEntry, offset: number): { local: Buffer; central: Buffer } {
  const { content, size, checksum } = packed(entry);
  const name = Buffer.from(entry.name);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(0x0800 | (entry.encrypted === true ? 1 : 0), 2);
  common.writeUInt16LE(entry.stored === true ? 0 : 8, 4);
  // January 1, 2026
  common.writeUInt16LE(0x5c21, 8);
  common.writeUInt32LE(entry.declared?.checksum ?? checksum, 10);
  common.writeUInt32LE(content.length, 14);
  common.writeUInt32LE(entry.declared?.size ?? size, 18);
  common.writeUInt16LE(name.length, 22);
  const place = Buffer.alloc(14);
  place.writeUInt32LE(offset, 10);
  return {
    local: Buffer.concat([Buffer.from('PK\u0003\u0004'), common, name, content]),
    central: Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, place, name]),
  };
}

function packed({ data, stored }: ZipEntry): { content: Buffer; size: number; checksum: number } {
  if (typeof data !== 'string' && 'deflated' in data) return { content: data.deflated, ...data };
  const bytes = Buffer.from(data as string);
  const content = stored === true ? bytes : deflateRawSync(bytes, { level: 1 });
  return { content, size: bytes.length, checksum: crc32(bytes) };
}

const MOST_WITHOUT_ZIP64 = 0xffff;

function end(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.write('PK\u0005\u0006', 'latin1');
  record.writeUInt16LE(Math.min(count, MOST_WITHOUT_ZIP64), 8);
  record.writeUInt16LE(Math.min(count, MOST_WITHOUT_ZIP64), 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(offset, 16);
  return count < MOST_WITHOUT_ZIP64 ? record : Buffer.concat([zip64(count, size, offset), record]);
}

function zip64(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(56);
  record.write('PK\u0006\u0006', 'latin1');
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\u0006\u0007', 'latin1');
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator]);
}
