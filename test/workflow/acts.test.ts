import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { v7 as uuidv7 } from 'uuid';
import type { Instant, LocalDate } from '../../src/domain/time';
import { actUpdates } from '../../src/workflows/referral/messages';
import { eventually } from './support/eventually';
import { DEFERRED, REFUSED, SENT } from './support/post-office';
import type { PostedReferral } from './support/posted-referral';
import { Service } from './support/service';

/** What people do reaches the referral as updates: once each, in order, and refused with the reason. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
  await service.goTo('2034-02-01T16:00:00.000Z');
});
afterAll(() => service.stop());

const TODAY = '2034-02-01' as LocalDate;
const contact = { kind: 'contact', made: true, on: TODAY } as const;
const unneeded = { kind: 'resolution', resolution: 'no-longer-needs-assistance' } as const;

async function sentReferral(): Promise<PostedReferral> {
  const county = service.world.newCounty();
  service.world.addOrganization({ name: 'Acting', counties: [county] });
  const referral = await service.post(county);
  await referral.recorded('sent');
  return referral;
}

async function updatesInHistory({ handle }: PostedReferral): Promise<number> {
  const { events } = await handle.fetchHistory();
  return (events ?? []).filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes).length;
}

test('the same act sent twice, at once and later, happens once', async () => {
  const referral = await sentReferral();
  const attempt = { kind: 'contact', made: false, on: TODAY } as const;
  const actId = uuidv7();
  const [one, other] = await Promise.all([
    referral.act(attempt, { actId }),
    referral.act(attempt, { actId }),
  ]);
  expect([one, other, await referral.act(attempt, { actId })]).toEqual([
    { version: 4 },
    { version: 4 },
    { version: 4 },
  ]);
  expect(referral.events('contact-attempted')).toMatchObject([{ actId, actor: 'assister' }]);
  expect(await updatesInHistory(referral)).toBe(1);
});

test('of two acts that race, the second is refused with its reason, and only the first is recorded', async () => {
  const races = [
    { act: contact, refusal: 'already-recorded', recorded: 'contact-made' },
    { act: { kind: 'decline', reason: 'other' }, refusal: 'assignment-over', recorded: 'declined' },
    { act: unneeded, refusal: 'referral-closed', recorded: 'resolution-recorded' },
  ] as const;
  for (const { act, refusal, recorded } of races) {
    const referral = await sentReferral();
    const outcomes = await Promise.allSettled([referral.act(act), referral.act(act)]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toMatchObject([{ reason: { name: 'DomainError', code: refusal } }]);
    expect(referral.events(recorded)).toHaveLength(1);
    expect(await updatesInHistory(referral)).toBe(1);
  }
});

test('a refused act leaves nothing behind, neither in the workflow nor in the history', async () => {
  const referral = await sentReferral();
  await referral.act({ kind: 'open' });
  const before = await referral.state();
  const held = '2034-02-01T15:00:00.000Z' as never;
  const table = [
    [{ kind: 'resolution', resolution: 'enrolled-qhp' }, 'resolution-needs-contact'],
    [{ kind: 'appointment', at: held, held: true }, 'contact-required'],
    [{ kind: 'contact', made: true, on: '2034-02-02' as LocalDate }, 'date-in-future'],
  ] as const;
  for (const [act, code] of table) {
    await expect(referral.act(act)).rejects.toMatchObject({ name: 'DomainError', code });
  }
  await expect(referral.act(contact, { assignmentId: uuidv7() })).rejects.toMatchObject({
    code: 'assignment-over',
  });
  expect(await referral.state()).toEqual(before);
  expect(await updatesInHistory(referral)).toBe(1);
  expect(referral.story()).toEqual(['received', 'assigned', 'sent', 'opened']);
});

test('the refusal is an application failure whose type is the code and whose details name the field', async () => {
  const referral = await sentReferral();
  const act = { ...contact, on: '2034-02-02' as LocalDate, actId: uuidv7(), actor: 'assister' } as const;
  const failed = await referral.handle
    .executeUpdate(actUpdates.contact, { args: [{ ...act, assignmentId: null }] })
    .catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(WorkflowUpdateFailedError);
  const cause = failed instanceof WorkflowUpdateFailedError ? failed.cause : undefined;
  expect(cause).toBeInstanceOf(ApplicationFailure);
  expect(cause).toMatchObject({
    type: 'date-in-future',
    nonRetryable: true,
    details: [{ errors: [{ path: 'madeOn', message: 'This date is in the future.' }] }],
  });
});

test('opening twice is recorded once', async () => {
  const referral = await sentReferral();
  expect(await referral.act({ kind: 'open' })).toEqual({ version: 4 });
  expect(await referral.act({ kind: 'open' })).toEqual({ version: 4 });
  expect(referral.events('opened')).toHaveLength(1);
});

test('a coordinator acts for the organization without naming its assignment', async () => {
  const referral = await sentReferral();
  await referral.act(contact, { actor: 'coordinator', assignmentId: null });
  expect(referral.events('contact-made')).toMatchObject([
    { actor: 'coordinator', assignmentId: referral.events('assigned')[0]?.assignmentId },
  ]);
});

test('a referral without an organization refuses acts, and a closed one too', async () => {
  const waiting = await service.post(service.world.newCounty());
  await waiting.recorded('escalated');
  await expect(waiting.act(contact)).rejects.toMatchObject({ code: 'referral-not-assigned' });
  const over = await sentReferral();
  await over.act(unneeded);
  await over.handle.result();
  await expect(over.act(contact)).rejects.toMatchObject({ code: 'referral-closed' });
});

describe('while the lead is being mailed', () => {
  /** A referral whose mail is under way until `answer` is called; the mail's reader is faster than our record. */
  async function beingMailed(answer: typeof SENT) {
    const county = service.world.newCounty();
    const organization = service.world.addOrganization({ name: 'Fast reader', counties: [county] });
    let let_go = (): void => undefined;
    const released = new Promise<void>((resolve) => (let_go = resolve));
    let underWay = false;
    service.world.postOffice.answer(organization.contactEmail, async () => {
      underWay = true;
      await released;
      return answer;
    });
    const referral = await service.post(county);
    await eventually('the mail', () => underWay);
    return { referral, answer: let_go };
  }

  test('opening counts at once, and another act waits until the clocks have started', async () => {
    const { referral, answer } = await beingMailed(SENT);
    const contacting = referral.act(contact);
    expect(await referral.act({ kind: 'open' })).toEqual({ version: 3 });
    await eventually(
      'both in the history',
      () => updatesInHistory(referral),
      (count) => count === 2,
    );
    expect(referral.story()).toEqual(['received', 'assigned', 'opened']);
    answer();
    expect(await contacting).toEqual({ version: 6 });
    expect(referral.story()).toEqual([
      ...['received', 'assigned', 'opened', 'sent', 'contact-made', 'milestone-met contact'],
    ]);
    expect(referral.row.events.map(({ status }) => status)).toEqual([
      ...['received', 'received', 'received', 'sent', 'contacted', 'contacted'],
    ]);
    const { assignment } = await referral.state();
    expect(assignment?.openedAt).toBe(referral.events('opened')[0]?.at);
  });

  test('acts that waited together happen in their order, and the last one cuts off nothing that the others began', async () => {
    const { referral, answer } = await beingMailed(SENT);
    // Three weeks on: a promise that cannot be kept, to be escalated at once.
    const tooLate = { kind: 'appointment', at: '2034-02-22T16:00:00.000Z' as Instant, held: false } as const;
    const waiting: Promise<unknown>[] = [];
    for (const act of [contact, tooLate, unneeded]) {
      waiting.push(referral.act(act));
      await eventually(
        'in the history',
        () => updatesInHistory(referral),
        (count) => count === waiting.length,
      );
    }
    answer();
    await Promise.all(waiting);
    expect(await referral.handle.result()).toEqual({
      status: 'resolved',
      resolution: 'no-longer-needs-assistance',
    });
    expect(referral.story().slice(2)).toEqual([
      ...['sent', 'contact-made', 'milestone-met contact', 'appointment-agreed', 'milestone-met appointment'],
      ...['resolution-recorded', 'escalated appointment-missed'],
    ]);
    expect(referral.delivered('escalation')).toHaveLength(1);
  });

  test('a waiting act is refused when the mail is', async () => {
    const { referral, answer } = await beingMailed(REFUSED);
    const refused = expect(referral.act(contact)).rejects.toMatchObject({ code: 'assignment-over' });
    await eventually(
      'in the history',
      () => updatesInHistory(referral),
      (count) => count === 1,
    );
    answer();
    await refused;
    expect(referral.events('contact-made')).toEqual([]);
  });

  test('a waiting act goes on waiting while the mail is tried again', async () => {
    const { referral, answer } = await beingMailed(DEFERRED);
    const contacting = referral.act(contact);
    await eventually(
      'in the history',
      () => updatesInHistory(referral),
      (count) => count === 1,
    );
    const { contactEmail } = service.world.db.organization(
      referral.events('assigned')[0]?.organizationId ?? '',
    );
    answer();
    service.world.postOffice.answer(contactEmail, () => SENT);
    await service.env.sleep('30s');
    await contacting;
    expect(referral.story().slice(2)).toEqual(['sent', 'contact-made', 'milestone-met contact']);
  });
});
