import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import path from 'node:path';
import type { ReferralView } from '../../src/api/referral/referral-view';
import { addBusinessDays, businessCloses } from '../../src/domain/business-calendar';
import type { ProgramPolicy } from '../../src/domain/policy';
import { loadProgram } from '../../src/infra/program-file';
import { referralWorkflowId } from '../../src/workflows/ids';
import { ApiClient } from './support/api-client';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { policyFile, programFile, type ProgramFile } from './support/programs';
import { followed as followedOn } from './support/records';
import { sampleOrganization, today } from './support/samples';
import { startService, type Service } from './support/service';

const current = loadProgram(policyFile);

/** Shorter hours, other deadlines, and one closure less: the very same day gives other clocks. */
const next = (policy: ProgramPolicy): ProgramPolicy => ({
  ...policy,
  version: 'mnsure-6-next',
  calendar: {
    ...policy.calendar,
    closes: '16:00' as ProgramPolicy['calendar']['closes'],
    closures: policy.calendar.closures.filter(({ name }) => name !== 'Christmas Day'),
  },
  milestones: { ...policy.milestones, contactBusinessDays: 4, appointmentDays: 10 },
  routing: { ...policy.routing, rankBy: ['idle', 'load'] },
});

let site: Installation;
const programs: ProgramFile[] = [];
let later: Service | undefined;
beforeAll(async () => {
  site = await install();
  await site.crm.createOrganization(sampleOrganization('Hennepin'));
});
afterAll(async () => {
  await later?.stop();
  await Promise.all(programs.map((program) => program.remove()));
  await site.stop();
});

async function program(change: (policy: ProgramPolicy) => ProgramPolicy): Promise<string> {
  const made = await programFile(change);
  programs.push(made);
  return made.path;
}

async function sent(crm: ApiClient): Promise<ReferralView> {
  const { id } = await crm.startReferral(site.lead('Hennepin'));
  return eventually(
    'the sending',
    () => crm.referral(id),
    ({ status }) => status === 'sent',
  );
}

const milestones = async () =>
  (await site.db.query('SELECT * FROM milestones ORDER BY assignment_id, name')).rows as object[];
const versionsIn = ({ assignment }: ReferralView) =>
  assignment?.milestones.map(({ proof }) => proof.policyVersion);
const dueIn = ({ assignment }: ReferralView) => assignment?.milestones.map(({ dueAt }) => dueAt);

/** As the referral's workflow shows them in Temporal. */
async function runningClocks(id: string) {
  const handle = site.temporalClient.workflow.getHandle(referralWorkflowId(id));
  const { typedSearchAttributes } = await handle.describe();
  return ['ContactDueAt', 'AppointmentDueAt'].map((name) =>
    typedSearchAttributes.get(defineSearchAttributeKey(name, SearchAttributeType.DATETIME))?.toISOString(),
  );
}

const followed = (id: string) => eventually('its workflow to follow', () => followedOn(site.db, id));

function environment(program: string): Record<string, string> {
  return { PROGRAM_FILE: program };
}

test('a new version of policy and calendar: running and past clocks stay, new ones name and follow it', async () => {
  const running = await sent(site.crm);
  const past = await sent(site.crm);
  const resolution = { resolution: 'no-longer-needs-assistance', comments: '' };
  expect((await site.crm.post(`/referrals/${past.id}/resolution`, resolution)).status).toBe(200);
  const before = await milestones();
  const clocks = await runningClocks(running.id);
  expect(versionsIn(running)).toEqual([current.version, current.version]);
  expect(clocks).toEqual(dueIn(running));

  await site.service.api.end('SIGTERM');
  await site.service.worker.end('SIGTERM');
  const file = await program(next);
  later = await startService({
    ...{ databaseUrl: site.databaseUrl, smtpUrl: site.smtp.url, temporalAddress: site.temporal.address },
    environment: environment(file),
  });
  const crm = new ApiClient(later.url, later.apiKey);
  const fresh = await sent(crm);

  // An attempt wakes the running one: the new worker follows it, and does not compute its clocks anew.
  const attempt = { madeOn: today(), made: false };
  expect((await crm.post(`/referrals/${running.id}/contact`, attempt)).status).toBe(200);
  await followed(running.id);
  expect((await milestones()).filter((row) => before.some((old) => sameRow(old, row)))).toEqual(before);
  expect(await runningClocks(running.id)).toEqual(clocks);
  expect(dueIn(await crm.referral(running.id))).toEqual(dueIn(running));
  expect((await crm.decision(running.id)).policyVersion).toBe(current.version);

  expect(versionsIn(fresh)).toEqual(['mnsure-6-next', 'mnsure-6-next']);
  expect((await crm.decision(fresh.id)).policyVersion).toBe('mnsure-6-next');
  const policy = next(current);
  const proof = fresh.assignment?.milestones[0]?.proof;
  const dayZero = (proof?.dayZero ?? '') as Parameters<typeof addBusinessDays>[1];
  const due = businessCloses(policy.calendar, addBusinessDays(policy.calendar, dayZero, 4));
  expect(dueIn(fresh)?.[0]).toBe(due);
  // 16:00 in Chicago, and not the 17:00 of the running ones.
  expect(dueIn(fresh)?.map((at) => at.slice(11))).not.toEqual(dueIn(running)?.map((at) => at.slice(11)));

  const { body } = await crm.call<{ items: object[] }>('GET', '/policies');
  expect(body.items).toMatchObject([
    { version: 'mnsure-6-next', current: true },
    { version: current.version, current: false },
  ]);
});

test('the content of a version in use was changed: neither process starts, and one line says what to do', async () => {
  const changed = await program((policy) => ({
    ...policy,
    milestones: { ...policy.milestones, contactBusinessDays: 3 },
  }));
  const reformatted = await program((policy) => {
    const { version, ...rest } = policy;
    return { ...rest, version };
  });
  for (const script of ['api/main.js', 'worker/main.js'] as const) {
    const { code, stderr } = await runToItsEnd(script, changed);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    const { msg } = JSON.parse(stderr) as { msg: string };
    expect(msg).toContain(`${changed}: version "${current.version}" is in use since`);
    expect(msg).toContain('raise `version`');
  }
  const service = await startService({
    ...{ databaseUrl: site.databaseUrl, smtpUrl: site.smtp.url, temporalAddress: site.temporal.address },
    environment: environment(reformatted),
  });
  await service.stop();
  const { rows } = await site.db.query('SELECT version FROM policy_versions ORDER BY version');
  expect(rows).toEqual([{ version: current.version }, { version: 'mnsure-6-next' }]);
});

function sameRow(a: object, b: object): boolean {
  const key = (row: object) => JSON.stringify([Reflect.get(row, 'assignment_id'), Reflect.get(row, 'name')]);
  return key(a) === key(b);
}

async function runToItsEnd(
  script: string,
  program: string,
): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [path.resolve('dist', script)], {
    env: { ...site.service.environment, ...environment(program) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [code, stderr] = await Promise.all([ended, buffer(child.stderr)]);
  return { code, stderr: stderr.toString() };
}
