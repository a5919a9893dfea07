import { DomainError } from '../../../../src/domain/errors';
import {
  ID,
  REFERRAL_ID,
  arrive,
  forgetSession,
  formsOf,
  get,
  hidden,
  post,
  record,
  server,
  submit,
  world,
  choice,
} from '../support/escalation-scene';

afterEach(() => server.close());

test('without the session that the link’s button opens, nobody sees or does anything', async () => {
  await arrive();
  const fields = { ...hidden(await get(), 'close'), comments: 'Done' };
  forgetSession();
  expect((await get()).status).toBe(403);
  expect((await post('close', fields)).status).toBe(403);
  expect(world.resolved).toEqual([]);
});

test('a form without the page’s token does nothing', async () => {
  await arrive();
  expect((await post('close', { comments: 'Done' })).status).toBe(403);
  expect(world.resolved).toEqual([]);
});

test.each([
  ['contact-missed', {}, ['contact', 'give', 'close']],
  ['appointment-missed', {}, ['contact', 'give', 'close']],
  ['lead-not-opened', {}, ['contact', 'give', 'close']],
  ['amended-after-contact', {}, ['give', 'close']],
  ['lead-unsent', {}, ['give', 'close']],
  ['too-many-declines', {}, ['give', 'withdraw', 'close']],
  ['exchange-must-resolve', {}, ['withdraw', 'give', 'close']],
  ['no-eligible-organization', {}, ['capacity', 'close']],
  [
    'no-eligible-organization',
    { choices: [choice('s', 'Suspended', { against: ['suspended'] })] },
    ['lift', 'close'],
  ],
  [
    'no-eligible-organization',
    { choices: [choice('b', 'Both', { against: ['suspended', 'no-capacity'] })] },
    ['capacity', 'lift', 'close'],
  ],
  // More room would not make it another type of assister, bring it back, or mend its address.
  [
    'no-eligible-organization',
    { choices: [choice('x', 'X', { against: ['wrong-type', 'no-capacity'] })] },
    ['close'],
  ],
  [
    'no-eligible-organization',
    { choices: [choice('x', 'X', { against: ['absent', 'suspended'] })] },
    ['close'],
  ],
  [
    'no-eligible-organization',
    { choices: [choice('x', 'X', { against: ['contact-unverified'] })] },
    ['close'],
  ],
  ['no-eligible-organization', { choices: [] }, ['close']],
  // Nobody is left to give it to.
  ['too-many-declines', { choices: [] }, ['withdraw', 'close']],
  ['contact-missed', { choices: [choice('h', 'Has it', { hasIt: true })] }, ['contact', 'close']],
  ['delivery-failed', {}, ['address', 'reroute', 'suspend', 'close']],
  ['delivery-failed', { referrals: [], referralCount: 0 }, ['address', 'suspend', 'close']],
  ['organization-unresponsive', {}, ['suspend', 'close']],
  ['workflow-restarted', {}, ['close']],
  ['contact-missed', { open: false }, []],
] as const)('%s with %j offers exactly %j', async (kind, over, forms) => {
  await arrive({ kind, ...over });
  expect(formsOf(await get())).toEqual(forms);
});

test('what does not help with this cause is refused, and so is what is over', async () => {
  await arrive();
  const { token } = hidden(await get(), 'close');
  expect((await post('withdraw', { token, reason: 'duplicate' })).status).toBe(422);
  expect(world.acted).toEqual([]);
  world.escalationRecords.set(ID, { ...record, open: false });
  const late = await post('close', { token, actId: 'a', comments: 'Done' });
  expect(late.status).toBe(409);
  expect(late.text).toContain('This is over already');
  expect(world.resolved).toEqual([]);
});

test('giving it away: what nobody can overrule cannot be chosen, the rest says what it goes against', async () => {
  await arrive();
  const page = await get();
  expect(page.text).toMatch(/<option value="full" disabled>Full Navigators \(Navigator\): no free place</);
  expect(page.text).toMatch(/disabled>Helpful Navigators \(Navigator\): has it now</);
  expect(page.text).toContain('>Navigators Away (Navigator): away today, had it before<');
  expect((await submit('give', { organization: 'somebody-else' })).status).toBe(422);
  expect(world.acted).toEqual([]);

  const fields = { ...hidden(await get(), 'give'), organization: 'away', comments: 'Agreed by phone' };
  const [first, second] = [await post('give', fields), await post('give', fields)];
  expect([first.status, second.status]).toEqual([303, 303]);
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
  const payload = { reason: 'Agreed by phone', escalationId: ID };
  const act = { kind: 'reassign', actor: 'coordinator', directedTo: 'away', assignmentId: null };
  expect(world.acted).toMatchObject([{ referralId: REFERRAL_ID, act, payload }]);
  const done = await get(first.headers.get('location') ?? '');
  expect(done.text).toContain('Recorded: given to Navigators Away');
});

test('what is refused is said in its words, and what was typed is kept', async () => {
  await arrive();
  world.onAct = async () => {
    throw new DomainError('already-recorded', 'The referral is with this organization already.');
  };
  const refused = await submit('give', { organization: 'by-the-rules', comments: 'A long story' });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('The referral is with this organization already.');
  expect(refused.text).toContain('A long story');
  world.onAct = async () => {
    throw new DomainError('unavailable', 'Too busy');
  };
  const busy = await submit('give', { organization: 'by-the-rules' });
  expect(busy.status).toBe(503);
  // It may have been recorded, so it stays as begun until the button is pressed again.
  const lines = world.escalationRecords.get(ID)?.history.map(({ type, done }) => [type, done]);
  expect(lines).toEqual([['give', false]]);
});

test('an act whose line could not be marked afterwards is finished by the next press, even if it ended the escalation', async () => {
  await arrive();
  world.onFinish = () => {
    throw new DomainError('unavailable', 'Too busy');
  };
  const fields = { ...hidden(await get(), 'give'), organization: 'by-the-rules' };
  const first = await post('give', fields);
  expect(first.status).toBe(503);
  const begun = world.escalationRecords.get(ID);
  if (begun === undefined) throw new Error('the escalation is gone');
  world.escalationRecords.set(ID, { ...begun, open: false });
  expect((await get()).text).toContain(
    'Begun, perhaps not finished: Given to another organization by the rules',
  );
  world.onFinish = () => undefined;
  const second = await post('give', fields);
  expect(second.status).toBe(303);
  expect(new Set(world.acted.map(({ act }) => act.actId)).size).toBe(1);
  expect(world.escalationRecords.get(ID)?.history.map(({ type, done }) => [type, done])).toEqual([
    ['give', true],
  ]);
  expect((await get()).text).not.toContain('Begun, perhaps not finished');
});

test('a note closes it; an empty one does not', async () => {
  await arrive();
  expect((await submit('close', { comments: '  ' })).status).toBe(422);
  expect(world.resolved).toEqual([]);
  expect((await submit('close', { comments: 'They called back.' })).status).toBe(303);
  expect(world.resolved).toEqual(['They called back.']);
});
