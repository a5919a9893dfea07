import { readFileSync } from 'node:fs';
import { SCOPES } from '../../src/api/http/scopes';
import { seasonAround, seasonWords } from '../../src/demo/season';
import { sendsAt } from '../../src/domain/season/periods';
import { periodProblems } from '../../src/domain/season/period-problems';
import { localDate, type Zone } from '../../src/domain/time';
import { minnesota } from './support/minnesota';

/** What somebody starts without setting anything. */

const compose = readFileSync('docker-compose.yml', 'utf8');
const readme = readFileSync('README.md', 'utf8');

test('the compose file has no default for a secret, and no address of a real party', () => {
  const secrets = compose.match(/\$\{(DATABASE_PASSWORD|LINK_KEYS|API_KEY_SHA256)[^}]*\}/g) ?? [];
  expect(secrets.length).toBeGreaterThan(5);
  expect(secrets.filter((secret) => !secret.includes(':?'))).toEqual([]);
  const addresses = compose.match(/[\w.-]+@[\w-]+(\.[\w-]+)+/g) ?? [];
  expect(addresses.filter((address) => !address.endsWith('@example.org'))).toEqual([]);
});

test('every scope is in the README and in the compose file’s key', () => {
  const [row = ''] = readme.split('\n').filter((line) => line.startsWith('| `API_KEYS_FILE`'));
  for (const scope of SCOPES) {
    const [name = '', access = ''] = scope.split(':');
    expect(row).toContain(access === 'write' ? `\`${name}\`` : name);
    expect(compose).toContain(`"${scope}"`);
  }
});

test('the season of the demonstration has today’s leads in a report of tomorrow', () => {
  const { periods } = seasonAround(localDate('2026-11-24'));
  expect(periodProblems(periods, minnesota)).toEqual([]);
  const [first] = periods;
  expect(first).toEqual({ from: '2026-11-11', to: '2026-11-24', sendOn: '2026-11-25', dueOn: '2026-12-02' });
  // 9:00 in Minnesota.
  expect(first && sendsAt(minnesota, first.sendOn)).toBe('2026-11-25T15:00:00.000Z');
});

test('who starts the demonstration’s season reads when its reports come, in local words', () => {
  const started = { id: 's1', workflowId: 'season-s1', next: { at: '2026-11-30T15:00:00.000Z' } };
  const words = seasonWords(started, { publicUrl: 'http://localhost:3000', zone: 'America/Chicago' as Zone });
  expect(words).toMatch(/by mail on Monday, November 30, 2026, 9:00 a\.m\. CST\.$/);
});
