import { buffer } from 'node:stream/consumers';
import { readWorkbook } from './read-workbook';

/*
 * The child process: reads a file from standard input and writes one answer to standard output. It needs no
 * environment, no network and no other file, and lives only for this one file.
 */

void (async () => {
  const reading = await readWorkbook(await buffer(process.stdin));
  process.stdout.write(JSON.stringify(reading), () => process.exit(0));
})();
