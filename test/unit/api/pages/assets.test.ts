import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { CONTENT_SECURITY_POLICY, USWDS_FOLDERS } from '../../../../src/api/pages/asset-paths';

const dist = 'node_modules/@uswds/uswds/dist';

test('every file that the stylesheet names is there, in a folder that is served', () => {
  const css = readFileSync(join(dist, 'css/uswds.min.css'), 'utf8');
  const files = [...css.matchAll(/url\(["']?([^"')]+)["']?\)/g)].map(([, url]) =>
    posix.join('css', url ?? ''),
  );
  expect(files.length).toBeGreaterThan(50);
  const missing = files.filter((file) => {
    const served = USWDS_FOLDERS.some((folder) => file.startsWith(`${folder}/`));
    return !served || !existsSync(join(dist, file));
  });
  expect(missing).toEqual([]);
});

test.each(['assister.css', 'assignment.css', 'report.css'])('our own %s loads nothing', (file) => {
  expect(readFileSync(join('src/api/pages/assets', file), 'utf8')).not.toMatch(/url\(|@import/);
});

test('nothing runs and nothing frames the pages', () => {
  expect(CONTENT_SECURITY_POLICY).toBe(
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
});
