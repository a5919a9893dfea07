import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { contactDeadline } from '../../src/domain/deadlines';
import { instant } from '../../src/domain/time';
import { minnesota } from './support/minnesota';

const sendings = ['2026-11-20T23:00:00.000Z', '2026-11-01T06:30:00.000Z', '2027-03-14T05:30:00.000Z'];

function inZone(TZ: string): { offset: number; deadlines: { dueAt: string }[]; leapDay: string } {
  const script = join(__dirname, 'support/deadlines-in-zone.js');
  const output = execFileSync(process.execPath, [script, ...sendings], { env: { ...process.env, TZ } });
  return JSON.parse(output.toString()) as ReturnType<typeof inZone>;
}

test('deadlines do not depend on the zone of the machine', () => {
  const { offset, ...expected } = inZone('UTC');
  expect(offset).toBe(0);
  expect(expected.deadlines).toHaveLength(2 * sendings.length);
  expect(expected.deadlines[0]?.dueAt).toBe(contactDeadline(minnesota, instant(sendings[0] ?? '')).dueAt);
  expect(inZone('Asia/Tokyo')).toEqual({ offset: -540, ...expected });
  expect(inZone('America/Los_Angeles')).toEqual({ offset: 480, ...expected });
});
