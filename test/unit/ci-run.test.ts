import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Stands for npm: ends its three commands as a test says, and knows no other. */
const NPM = `#!/bin/sh
case "$*" in
  'run --silent check') echo 'Failed: lint.'; exit "$CHECK_CODE" ;;
  'test --silent') printf '%s\\n' "$TEST_LINES"; exit "$TEST_CODE" ;;
  'run --silent chaos -- --seed 9 --minutes 5') exit "$CHAOS_CODE" ;;
  *) exit 99 ;;
esac
`;

let bin: string;
beforeAll(() => {
  bin = mkdtempSync(path.join(tmpdir(), 'assister-leads-ci-'));
  writeFileSync(path.join(bin, 'npm'), NPM, { mode: 0o755 });
  // Nothing is to be installed on the machine that runs this test.
  for (const program of ['python3', 'soffice']) {
    writeFileSync(path.join(bin, program), '#!/bin/sh\n', { mode: 0o755 });
  }
});
afterAll(() => rmSync(bin, { recursive: true }));

test.each([
  ['everything passes', 0, 'Suite unit\n30 passed, 0 failed', 0, 0, '30 passed, 0 failed', 0],
  ['a check fails', 1, 'Suite unit\n30 passed, 0 failed', 0, 0, '30 passed, 1 failed', 1],
  ['tests fail', 0, 'Suite unit\n28 passed, 2 failed', 1, 0, '28 passed, 2 failed', 1],
  ['both fail', 1, 'Suite unit\n28 passed, 2 failed', 1, 0, '28 passed, 3 failed', 1],
  ['chaos finds something', 0, 'Suite unit\n30 passed, 0 failed', 0, 1, '30 passed, 1 failed', 1],
  ['the tests say that they passed, and fail', 0, '30 passed, 0 failed', 1, 0, '30 passed, 1 failed', 1],
  ['the tests end before they could count', 0, 'Cannot find Chromium.', 1, 0, '0 passed, 1 failed', 1],
  ['nothing gets anywhere', 1, '', 1, 1, '0 passed, 3 failed', 1],
])('.ci/run: %s', (_when, checkCode, testLines, testCode, chaosCode, lastLine, code) => {
  const { status, stdout } = spawnSync('bash', ['.ci/run'], {
    encoding: 'utf8',
    env: {
      PATH: `${bin}:${process.env['PATH']}`,
      CHROMIUM: '/bin/sh',
      ...{ CHECK_CODE: String(checkCode), TEST_CODE: String(testCode), TEST_LINES: testLines },
      CHAOS_CODE: String(chaosCode),
    },
  });
  expect({ code: status, lastLine: stdout.trimEnd().split('\n').at(-1) }).toEqual({ code, lastLine });
});
