import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { DomainError } from '../../../domain/errors';
import type { WorkbookReading } from '../../../domain/report/workbook';
import { parseReading } from './reading';

/** A character takes three bytes at most (see MAX_TEXT), and everything around the texts takes less than that again. */
const MAX_READING_BYTES = 32 * 1024 * 1024;
/** How a process ends when V8 gives it no more memory. */
const OUT_OF_MEMORY: readonly (NodeJS.Signals | null)[] = ['SIGABRT', 'SIGTRAP', 'SIGILL'];

export interface ChildLimits {
  /** From its start to its answer. */
  readonly deadlineMs: number;
  /** For what is read and parsed. Short-lived garbage comes on top of it. */
  readonly heapMiB: number;
}

/**
 * Reads the file in its own process, which runs `program` and then ends. Throws DomainError `unavailable` when that
 * process could not do its work for a reason that is not the file's.
 */
export async function readInChild(
  program: string,
  file: Buffer,
  limits: ChildLimits,
): Promise<WorkbookReading> {
  try {
    const reading = await askChild(program, file, limits);
    if (reading !== null) return reading;
  } catch {
    // It could not be started, because no processes, memory or file handles are left.
  }
  throw new DomainError('unavailable', 'The workbook could not be read just now. Please send it again.');
}

/** Null when it ended without an answer for an unknown reason. */
async function askChild(program: string, file: Buffer, limits: ChildLimits): Promise<WorkbookReading | null> {
  const heap = [`--max-old-space-size=${limits.heapMiB}`, '--max-semi-space-size=8'];
  const child = spawn(process.execPath, [...heap, program], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  // Without file handles there are no pipes to listen to. Then nobody waits for this promise when it fails.
  closed.catch(() => undefined);
  const endedFor: ('takes-too-long' | 'inflates-too-much')[] = [];
  function end(problem: (typeof endedFor)[number]): void {
    endedFor.push(problem);
    child.kill('SIGKILL');
  }
  const deadline = setTimeout(() => end('takes-too-long'), limits.deadlineMs);
  try {
    const answer: Buffer[] = [];
    let bytes = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_READING_BYTES) answer.push(chunk);
      else end('inflates-too-much');
    });
    // It may end before it has read everything. Only how it ended counts.
    child.stdin.on('error', () => undefined);
    child.stdin.end(file);
    const [code, signal] = await closed;
    const problem = endedFor[0] ?? (OUT_OF_MEMORY.includes(signal) ? 'inflates-too-much' : null);
    if (problem !== null) return { outcome: 'refused', problem };
    return code === 0 ? parseReading(Buffer.concat(answer).toString()) : null;
  } finally {
    clearTimeout(deadline);
  }
}
