import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProgramPolicy } from '../../../src/domain/policy';
import { loadProgram } from '../../../src/infra/program-file';

const CONFIG = path.resolve(__dirname, '../../../config');

/** The policy file that the other tests run on. */
export const policyFile = path.join(CONFIG, 'mnsure.json');

export interface ProgramFile {
  /** For PROGRAM_FILE. */
  readonly path: string;
  remove(): Promise<void>;
}

/** A policy file of its own, with the area files beside it. */
export async function programFile(change: (policy: ProgramPolicy) => ProgramPolicy): Promise<ProgramFile> {
  const folder = await mkdtemp(path.join(tmpdir(), 'assister-leads-program-'));
  await cp(path.join(CONFIG, 'areas'), path.join(folder, 'areas'), { recursive: true });
  const file = path.join(folder, 'program.json');
  await writeFile(file, JSON.stringify(change(loadProgram(policyFile))));
  return { path: file, remove: () => rm(folder, { recursive: true, force: true }) };
}
