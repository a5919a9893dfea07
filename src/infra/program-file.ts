import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ProgramPolicy } from '../domain/policy';
import type { AreaTable } from '../domain/service-area';
import { areaSchema, programSchema } from './program-schema';

/** A policy or area file that cannot be used. The message names the file and every field that is wrong. */
export class ProgramFileError extends Error {
  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(`${path}: ${reason}`);
    this.name = 'ProgramFileError';
  }
}

/** Reads and checks a policy file (PROGRAM_FILE). Throws ProgramFileError. */
export function loadProgram(path: string): ProgramPolicy {
  return load(path, programSchema);
}

/** Reads and checks a state's area file (config/areas). Throws ProgramFileError. */
export function loadAreas(path: string): AreaTable {
  return load(path, areaSchema);
}

function load<T>(path: string, schema: z.ZodType<T>): T {
  const checked = schema.safeParse(parse(path));
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map(({ path: field, message }) => `${fieldName(field)}: ${message}`);
  throw new ProgramFileError(path, problems.join('; '));
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new ProgramFileError(path, cause instanceof Error ? cause.message : 'cannot be read');
  }
}

/** `calendar.closures[3].on` */
function fieldName(path: readonly PropertyKey[]): string {
  const name = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return name.replace(/^\./, '') || 'the file';
}
