import { z } from 'zod';
import type { LeadBody } from './leads';
import type { seasonAround, StartedSeason } from './season';

const referralSchema = z.object({
  id: z.string(),
  status: z.string(),
  assisterType: z.string().nullish(),
  assignment: z.object({ organization: z.object({ name: z.string() }) }).nullish(),
});
export type ReferralAnswer = z.infer<typeof referralSchema>;

const problemSchema = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

const seasonSchema = z.object({
  id: z.string(),
  workflowId: z.string(),
  next: z.object({ at: z.string() }).nullable(),
});

export interface DemoApi {
  /** Throws with the problem's detail when the lead is not accepted. */
  readonly post: (lead: LeadBody) => Promise<ReferralAnswer>;
  readonly get: (id: string) => Promise<ReferralAnswer>;
  /** Throws with the problem's detail, such as that another season has these days. */
  readonly startSeason: (season: ReturnType<typeof seasonAround>) => Promise<StartedSeason>;
}

/** The calls of the API that the demonstration makes. `publicUrl` has no path. */
export function demoApi(publicUrl: string, apiKey: string): DemoApi {
  const referrals = new URL('/api/v1/referrals', publicUrl).href;
  const seasons = new URL('/api/v1/seasons', publicUrl).href;
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  return {
    post: async (lead) =>
      referralSchema.parse(
        await read(await fetch(referrals, { method: 'POST', headers, body: JSON.stringify(lead) })),
      ),
    get: async (id) => referralSchema.parse(await read(await fetch(`${referrals}/${id}`, { headers }))),
    startSeason: async (season) =>
      seasonSchema.parse(
        await read(await fetch(seasons, { method: 'POST', headers, body: JSON.stringify(season) })),
      ),
  };
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${explain(text)}`);
  return JSON.parse(text);
}

function explain(text: string): string {
  try {
    const { title, detail, errors = [] } = problemSchema.parse(JSON.parse(text));
    const fields = errors.map(({ path, message }) => `${path}: ${message}`);
    return [detail ?? title, ...fields].filter(Boolean).join(' | ');
  } catch {
    return text.slice(0, 200);
  }
}
