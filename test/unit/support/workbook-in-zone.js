// Prints a workbook, as base64, that is written in this process's own zone, and that zone's offset.
// Run as a process of its own, because a running one keeps the zone it started with.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, filename) => {
  const options = {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  };
  module._compile(transformSync(readFileSync(filename, 'utf8'), { ...options, filename }).code, filename);
};

const root = join(__dirname, '../../..');
const { createWorkbookWriter } = require(join(root, 'src/infra/workbook/write-report.ts'));
const { day, sampleReport, sampleRow } = require(join(root, 'test/support/sample-workbook.ts'));

const offset = new Date('2028-11-14T00:00:00Z').getTimezoneOffset();
const dates = process.argv.slice(2);
createWorkbookWriter()
  .write(
    sampleReport(
      dates.map((date, i) => sampleRow(i, { referredOn: date, cells: { contactDate: day(date) } })),
    ),
  )
  .then((file) => console.log(JSON.stringify({ offset, file: file.toString('base64') })));
