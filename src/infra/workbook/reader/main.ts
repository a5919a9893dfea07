import { buffer } from 'node:stream/consumers';
import { readWorkbook } from './read-workbook';

/*
 * The child: a file on standard input, one answer on standard output. It needs no environment, no network and no other
 * file, and lives for this one file only.
 */

void (async () => {
  const reading = await readWorkbook(await buffer(process.stdin));
  process.stdout.write(JSON.stringify(reading), () => process.exit(0));
})();
