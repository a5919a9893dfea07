import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Stands for npm: says how it was called, and ends as a test says. */
const NPM = `#!/bin/sh
echo "npm $* with CI=$CI"
exit "$CODE"
`;

let bin: string;
beforeAll(() => {
  bin = mkdtempSync(path.join(tmpdir(), 'assister-leads-ci-'));
  writeFileSync(path.join(bin, 'npm'), NPM, { mode: 0o755 });
});
afterAll(() => rmSync(bin, { recursive: true }));

test.each([0, 1])('.ci/run is the README’s command and ends with its code, %i', (code) => {
  const env = { PATH: `${bin}:${process.env['PATH']}`, CODE: String(code) };
  const { status, stdout } = spawnSync('bash', ['.ci/run'], { encoding: 'utf8', env });
  expect({ status, stdout }).toEqual({ status: code, stdout: 'npm test --silent with CI=true\n' });
});
