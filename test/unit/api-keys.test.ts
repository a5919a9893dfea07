import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadApiKeys } from '../../src/infra/api-keys';

const sha256 = createHash('sha256').update('a-key').digest('hex');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'api-keys-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function load(content: string) {
  const path = join(folder, 'keys.json');
  writeFileSync(path, content);
  return loadApiKeys(path);
}

test('finds a key by its hash, and only that', () => {
  const keys = load(JSON.stringify({ keys: [{ id: 'crm', sha256, scopes: ['referrals:write'] }] }));
  expect(keys.find('a-key')).toEqual({ id: 'crm', scopes: ['referrals:write'] });
  expect(keys.find('a-key ')).toBeNull();
  expect(keys.find(sha256)).toBeNull();
});

test.each([
  ['no JSON', 'keys'],
  ['no keys', '{}'],
  ['a key as text', '{"keys":[{"id":"crm","key":"a-key","scopes":[]}]}'],
  ['half a hash', JSON.stringify({ keys: [{ id: 'crm', sha256: sha256.slice(1), scopes: [] }] })],
  ['an unknown scope', JSON.stringify({ keys: [{ id: 'crm', sha256, scopes: ['all'] }] })],
  ['an id twice', JSON.stringify({ keys: [1, 2].map(() => ({ id: 'crm', sha256, scopes: [] })) })],
])('%s: the file is named and refused', (_name, content) => {
  expect(() => load(content)).toThrow(/keys\.json: /);
});
