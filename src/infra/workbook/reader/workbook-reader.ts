import { join } from 'node:path';
import type { WorkbookReader } from '../../../domain/report/workbook';
import { readInChild, type ChildLimits } from './child';
import { firstLook } from './first-look';
import { createTurns } from './turns';

export interface WorkbookReaderOptions extends Partial<ChildLimits> {
  /** What a child runs: main.ts, compiled. The build puts it beside this file. */
  readonly program?: string;
  /** Children at a time, and files that may wait for one. */
  readonly atOnce?: number;
  readonly mayWait?: number;
}

/**
 * Reads workbooks where they can neither stall nor take down this process: in a child with limits, one a file. What can
 * be told from the first bytes needs none. Throws DomainError `unavailable` when too many are at work, or something
 * else than the file was in the way.
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
