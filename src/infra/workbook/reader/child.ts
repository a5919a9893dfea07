import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../../domain/errors';
import type { WorkbookReading } from '../../../domain/reports/workbook';
import { parseAnswer } from './answer';

/** Texts take three bytes a character at most (see MAX_TEXT), and what is around them less than that again. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
/** How a process ends that V8 gives no more memory. */
const OUT_OF_MEMORY: readonly (NodeJS.Signals | null)[] = ['SIGABRT', 'SIGTRAP', 'SIGILL'];

export interface ChildLimits {
  /** From its start to its answer. */
  readonly deadlineMs: number;
  /** For what is read and parsed; the garbage of a moment comes on top of it. */
  readonly heapMiB: number;
}

/**
 * Reads the file in a process of its own, which is gone afterwards. Throws DomainError `unavailable` when that process
 * could not do its work for a reason that is not the file's.
 */
export async function readInChild(file: Buffer, limits: ChildLimits): Promise<WorkbookReading> {
  const heap = [`--max-old-space-size=${limits.heapMiB}`, '--max-semi-space-size=8'];
  const child = spawn(process.execPath, [...heap, mainPath()], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const endedFor: ('takes-too-long' | 'inflates-too-much')[] = [];
  function end(problem: (typeof endedFor)[number]): void {
    endedFor.push(problem);
    child.kill('SIGKILL');
  }
  const deadline = setTimeout(() => end('takes-too-long'), limits.deadlineMs);
  const answer: Buffer[] = [];
  let bytes = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MAX_ANSWER_BYTES) answer.push(chunk);
    else end('inflates-too-much');
  });
  // It may end before it has read everything; how it ended is what counts.
  child.stdin.on('error', () => undefined);
  child.stdin.end(file);
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    const [problem] = endedFor;
    if (problem !== undefined) return { outcome: 'refused', problem };
    const reading = code === 0 ? parseAnswer(Buffer.concat(answer).toString()) : null;
    if (reading !== null) return reading;
    if (OUT_OF_MEMORY.includes(signal)) return { outcome: 'refused', problem: 'inflates-too-much' };
  } catch {
    // It could not be started.
  } finally {
    clearTimeout(deadline);
  }
  throw new DomainError('unavailable', 'The workbook could not be read just now. Please send it again.');
}

/** What the build made; from sources, as in tests, the build has made it elsewhere. */
function mainPath(): string {
  const built = join(__dirname, 'main.js');
  if (existsSync(built)) return built;
  return join(__dirname, '..', '..', '..', '..', 'dist', 'infra', 'workbook', 'reader', 'main.js');
}
