import type { FoundWorkbook } from '../../../src/domain/report/workbook';
import { readWorkbook } from '../../../src/infra/workbook/reader/read-workbook';

/** A workbook that is expected to be ours, read in this process. */
export async function read(file: Buffer): Promise<FoundWorkbook> {
  const reading = await readWorkbook(file);
  if (reading.outcome !== 'read') throw new Error(`was refused: ${reading.problem}`);
  return reading.workbook;
}
