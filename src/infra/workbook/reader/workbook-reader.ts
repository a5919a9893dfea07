import { join } from 'node:path';
import type { WorkbookReader } from '../../../domain/report/workbook';
import { readInChild, type ChildLimits } from './child';
import { firstLook } from './first-look';
import { createTurns } from './turns';

export interface WorkbookReaderOptions extends Partial<ChildLimits> {
  /** What a child runs: main.ts, compiled. The build puts it beside this file. */
  readonly program?: string;
  /** How many children run at the same time, and how many files may wait for one. */
  readonly atOnce?: number;
  readonly mayWait?: number;
}

/**
 * Reads each workbook in its own child process with limits. There it can neither block nor crash this process. A
 * problem that shows in the first bytes needs no child. Throws DomainError `unavailable` when too many are at work, or
 * when something other than the file prevented the reading.
 */
export function createWorkbookReader({
  program = join(__dirname, 'main.js'),
  deadlineMs = 4_000,
  heapMiB = 128,
  atOnce = 2,
  mayWait = 8,
}: WorkbookReaderOptions = {}): WorkbookReader {
  const inTurn = createTurns(atOnce, mayWait);
  return {
    async read(file) {
      const problem = firstLook(file);
      if (problem !== null) return { outcome: 'refused', problem };
      return inTurn(() => readInChild(program, file, { deadlineMs, heapMiB }));
    },
  };
}
