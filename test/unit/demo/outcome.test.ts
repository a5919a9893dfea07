import { summarize } from '../../../src/demo/outcome';

test('the summary counts by organization and status, and names what was refused', () => {
  const outcome = { status: 'sent', organization: 'Iron Trail (sample)' };
  const text = summarize(
    [
      { ...outcome, externalId: 'A' },
      { externalId: 'B', status: 'unassigned', organization: '(no organization)' },
      { ...outcome, externalId: 'C' },
    ],
    [{ externalId: 'D', detail: '422 consent-required' }],
  );
  expect(text.split('\n').map((line) => line.replace(/ +/g, ' ').trim())).toEqual([
    '3 accepted, 1 refused',
    '2 Iron Trail (sample) sent',
    '1 (no organization) unassigned',
    'refused D: 422 consent-required',
  ]);
});
