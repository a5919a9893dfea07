// Prints, as JSON, the offset of this process's own zone and what the rules make of the instants in argv.
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

const domain = join(__dirname, '../../../src/domain');
const { contactDeadline, appointmentDeadline } = require(join(domain, 'deadlines.ts'));
const { describeProof } = require(join(domain, 'wording.ts'));
const { localDate } = require(join(domain, 'time.ts'));

const policy = JSON.parse(readFileSync('config/mnsure.json', 'utf8'));
const deadlines = process.argv.slice(2).flatMap((at) => {
  const both = [contactDeadline(policy, at), appointmentDeadline(policy, at)];
  return both.map((deadline) => ({ ...deadline, words: describeProof(deadline.proof) }));
});
const offset = new Date('2026-11-23T00:00:00Z').getTimezoneOffset();
console.log(JSON.stringify({ offset, deadlines, leapDay: localDate('2028-02-29') }));
