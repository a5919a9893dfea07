import { v7 as newId } from 'uuid';
import type { Act } from '../../src/domain/referral/commands';
import type { ReferralActs, RecordedOutcome } from '../../src/domain/referral/ports';
import { instant } from '../../src/domain/time';
import { createLogger } from '../../src/infra/logger';
import { createPrisma, type PrismaHandle } from '../../src/infra/prisma/database/client';
import { createReferralActs } from '../../src/infra/prisma/referral/acts';
import { SituationReader } from '../../src/infra/prisma/routing/situation';
import { loadProgram } from '../../src/infra/program-file';
import { createWaker, type WakerHandle } from '../../src/infra/temporal/waker';
import { referralWorkflowId } from '../../src/workflows/ids';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { isLeadFor } from './support/mails';
import { contradictions } from './support/records';
import { sampleOrganization, today } from './support/samples';
import { IDAHO, MINNESOTA } from './support/exchanges';

/** On real servers: a closed referral is begun again by an act, and a long one goes on as a new run. */

describe.each([MINNESOTA, IDAHO])('in $name', (here) => {
  let site: Installation;
  let prisma: PrismaHandle;
  let acts: ReferralActs;
  let waker: WakerHandle;

  beforeAll(async () => {
    site = await install(undefined, undefined, {}, here);
    prisma = createPrisma(String(site.db.options.connectionString), { max: 16 });
    waker = createWaker(site.temporalClient, {
      taskQueue: 'assister-leads',
      log: createLogger('api', 'warn'),
    });
    acts = createReferralActs(prisma.prisma, {
      ...{ policy: loadProgram(here.policyFile), waker, owner: 'spoc@example.org' },
      situations: new SituationReader(loadProgram(here.policyFile).routing),
    });
    await site.crm.createOrganization(sampleOrganization(here.counties.home, { capacity: 100 }));
  });
  afterAll(async () => {
    await waker.drain();
    await prisma.close();
    await site.stop();
  });

  async function sentReferral(): Promise<string> {
    const { id } = await site.crm.startReferral(site.lead(here.counties.home));
    await site.smtp.waitForMail(isLeadFor(id), 20_000);
    await sent(id);
    return id;
  }

  /** On record as sent, and accepted where that is asked for. */
  async function sent(id: string) {
    const referral = await status(id, 'sent');
    if (here.asksAcceptance) await act(id, { kind: 'accept' });
    return referral;
  }

  const status = (id: string, expected: string) =>
    eventually(
      `status ${expected}`,
      () => site.crm.referral(id),
      (referral) => referral.status === expected,
    );

  type Bare<T> = T extends Act ? Omit<T, 'actId' | 'actor' | 'assignmentId'> : never;

  const act = (referralId: string, body: Bare<Act>, actId = newId()): Promise<RecordedOutcome> =>
    acts.record({
      ...{ referralId, payload: {}, now: instant(Date.now()) },
      act: { ...body, actId, actor: 'coordinator', assignmentId: null },
    });

  const unneeded = { kind: 'resolution', resolution: here.resolutions.unneeded } as const;
  const reopen = { kind: 'reopen' } as const;

  /** Its latest run has ended, and nothing is left to follow. */
  async function closed(id: string): Promise<void> {
    await eventually('its workflow to rest', async () => {
      const { status } = await site.temporalClient.workflow.getHandle(referralWorkflowId(id)).describe();
      const { rows } = await site.db.query('SELECT 1 FROM followers WHERE subject_id = $1', [id]);
      return status.name === 'COMPLETED' && rows.length === 0;
    });
  }

  async function numbered(id: string): Promise<{ types: string[]; gapless: boolean }> {
    const { rows } = await site.db.query<{ seq: number; type: string }>(
      'SELECT seq, type FROM referral_events WHERE referral_id = $1 ORDER BY seq',
      [id],
    );
    return {
      types: rows.map(({ type }) => type),
      gapless: rows.every(({ seq }, index) => seq === index + 1),
    };
  }

  test('reopened after its workflow has ended: routed and sent again, by its own rules, and the numbers go on', async () => {
    const id = await sentReferral();
    await act(id, unneeded);
    await closed(id);
    const before = (await site.crm.referral(id)).version;
    const { version } = await act(id, reopen);
    expect(version).toBeGreaterThan(before);
    const again = await sent(id);
    expect(again).toMatchObject({ resolution: null, contact: null });
    expect(await numbered(id)).toMatchObject({ gapless: true });
    await expect(act(id, reopen)).rejects.toMatchObject({ code: 'referral-not-closed' });
    await act(id, unneeded);
    await closed(id);
    expect(await contradictions(site.db)).toEqual([]);
  });

  test('two reopenings at once, each asked twice: one happens, once', async () => {
    const id = await sentReferral();
    await act(id, unneeded);
    await closed(id);
    const [one, other] = [newId(), newId()];
    const outcomes = await Promise.allSettled([
      act(id, reopen, one),
      act(id, reopen, other),
      act(id, reopen, one),
      act(id, reopen, other),
    ]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(2);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'referral-not-closed' });
    expect((await numbered(id)).types.filter((type) => type === 'reopened')).toHaveLength(1);
    await status(id, 'sent');
  });

  test('a resolution corrected after the workflow has ended, and again', async () => {
    const id = await sentReferral();
    await act(id, { kind: 'contact', made: true, on: today(here) });
    await act(id, unneeded);
    await closed(id);
    await act(id, { kind: 'resolution', resolution: here.resolutions.covered });
    const corrected = await site.crm.referral(id);
    expect(corrected).toMatchObject({
      status: 'resolved',
      resolution: { resolution: here.resolutions.covered },
    });
    await act(id, { kind: 'resolution', resolution: here.resolutions.enrolled });
    expect((await numbered(id)).types.slice(-2)).toEqual(['resolution-corrected', 'resolution-corrected']);
    expect(await contradictions(site.db)).toEqual([]);
  });

  const ACTS = 800;

  test(`${ACTS} acts on one referral, eight at a time, each sent twice: over several runs none is lost or taken twice`, async () => {
    const id = await sentReferral();
    const on = today(here);
    const handle = site.temporalClient.workflow.getHandle(referralWorkflowId(id));
    const runs = new Set<string>();
    for (let done = 0; done < ACTS; done += 8) {
      const actIds = Array.from({ length: 8 }, () => newId());
      await Promise.all(
        [...actIds, ...actIds].map((actId) => act(id, { kind: 'contact', made: false, on }, actId)),
      );
      runs.add((await handle.describe()).runId);
    }
    const { types, gapless } = await numbered(id);
    expect(types.filter((type) => type === 'contact-attempted')).toHaveLength(ACTS);
    expect(gapless).toBe(true);
    expect(runs.size).toBeGreaterThan(1);
    expect((await handle.describe()).historyLength).toBeLessThan(1_500);
    await act(id, { kind: 'contact', made: true, on });
    await act(id, { kind: 'resolution', resolution: here.resolutions.covered });
    await closed(id);
    expect(await contradictions(site.db)).toEqual([]);
  });
});
