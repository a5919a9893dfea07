import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { configOrExit, readDemoConfig } from '../config';
import { instant, localDateIn } from '../domain/time';
import { loadProgram } from '../infra/program-file';
import { demoApi, type DemoApi, type ReferralAnswer } from './api-client';
import { sampleLead, type LeadBody } from './leads';
import { summarize, type Failure, type Outcome } from './outcome';
import { loadSampleOf } from './sample-file';
import { seasonAround, seasonWords } from './season';

/** Leads under way at the same time: enough to be quick, few enough to be watched in the Temporal UI. */
const CONCURRENCY = 5;
const ROUTED_WITHIN_MS = 20_000;
const POLL_MS = 250;

/**
 * `npm run demo -- 50` posts that many sample leads and shows where each went; exit code 1 when one is refused.
 * `npm run demo -- season` starts a season around today and says what comes of it. Both follow the policy file of the
 * service that they talk to.
 */
async function main(): Promise<void> {
  const { publicUrl, apiKey, secretsFile, programFile } = configOrExit(readDemoConfig);
  const started = Date.now();
  const policy = loadProgram(programFile);
  const { zone } = policy.calendar;
  const today = localDateIn(zone, instant(started));
  const api = demoApi(publicUrl, apiKey ?? demonstrationKey(secretsFile));
  if (process.argv[2] === 'season') {
    console.log(seasonWords(await api.startSeason(seasonAround(today)), { publicUrl, zone }));
    return;
  }
  const wanted = z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .parse(process.argv[2] ?? '50');
  const source = { policy, sample: loadSampleOf(programFile, policy) };
  const queue = Array.from({ length: wanted }, (_, n) => ({
    ...sampleLead(n, today, source),
    externalId: `DEMO-${started.toString(36)}-${n}`,
  }));

  const outcomes: Outcome[] = [];
  const failures: Failure[] = [];
  const post = async (): Promise<void> => {
    for (let lead = queue.shift(); lead !== undefined; lead = queue.shift()) {
      try {
        outcomes.push(await follow(api, lead));
      } catch (error) {
        failures.push({ externalId: lead.externalId, detail: messageOf(error) });
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, post));
  console.log(summarize(outcomes, failures));
  process.exitCode = failures.length > 0 ? 1 : 0;
}

/** Posts a lead and waits until it has been routed, at most for ROUTED_WITHIN_MS. */
async function follow(api: DemoApi, lead: LeadBody): Promise<Outcome> {
  let referral: ReferralAnswer = await api.post(lead);
  const giveUp = Date.now() + ROUTED_WITHIN_MS;
  while (referral.status === 'received' && Date.now() < giveUp) {
    await sleep(POLL_MS);
    referral = await api.get(referral.id);
  }
  return {
    externalId: lead.externalId,
    status: referral.status,
    organization: referral.assignment?.organization.name ?? '(no organization)',
  };
}

/** The key that `npm start` made. */
function demonstrationKey(secretsFile: string): string {
  try {
    return z.object({ apiKey: z.string() }).parse(JSON.parse(readFileSync(secretsFile, 'utf8'))).apiKey;
  } catch {
    throw new Error(`Set API_KEY, or run \`npm start\` first: ${secretsFile} holds no key.`);
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
