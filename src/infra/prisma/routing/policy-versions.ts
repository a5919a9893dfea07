import { createHash } from 'node:crypto';
import type { PolicyVersions } from '../../../api/routing/policy-ports';
import type { ProgramPolicy } from '../../../domain/policy';
import { instant, type Instant } from '../../../domain/time';
import { sayingWhenDown } from '../database/outages';
import type { PrismaClient } from '../generated/client';
import { untilReachable } from '../../until-reachable';

/** A version names one content forever, because decisions and deadlines name the version that they were made under. */
export type Registered =
  { readonly outcome: 'registered' } | { readonly outcome: 'other-content'; readonly firstUsedAt: Instant };

export interface PolicyRegister extends PolicyVersions {
  /** Notes the first use of the policy's version. The same version with a different content changes nothing. */
  register(policy: ProgramPolicy, at: Instant): Promise<Registered>;
}

export function createPolicyRegister(prisma: PrismaClient): PolicyRegister {
  return sayingWhenDown<PolicyRegister>({
    async register(policy, at) {
      const { version } = policy;
      const sha256 = contentHash(policy);
      await prisma.$executeRaw`
        INSERT INTO policy_versions (version, sha256, policy, first_used_at)
        VALUES (${version}, ${sha256}, ${JSON.stringify(policy)}::jsonb, ${at}::timestamptz)
        ON CONFLICT (version) DO NOTHING`;
      const first = await prisma.policyVersion.findUniqueOrThrow({
        where: { version },
        select: { sha256: true, firstUsedAt: true },
      });
      if (first.sha256 === sha256) return { outcome: 'registered' };
      return { outcome: 'other-content', firstUsedAt: instant(first.firstUsedAt) };
    },

    async list() {
      const rows = await prisma.policyVersion.findMany({
        select: { version: true, sha256: true, firstUsedAt: true },
        orderBy: [{ firstUsedAt: 'desc' }, { version: 'desc' }],
      });
      return rows.map(({ firstUsedAt, ...row }) => ({ ...row, firstUsedAt: instant(firstUsedAt) }));
    },
  });
}

/**
 * Makes sure, before a process begins, that its policy's version is registered with exactly this content. Waits for a
 * database that is away. Throws PolicyVersionInUse.
 */
export async function requireOwnVersion(
  register: PolicyRegister,
  programFile: string,
  policy: ProgramPolicy,
  deps: { readonly now: () => Instant; readonly waiting: (error: unknown) => void },
): Promise<void> {
  const registered = await untilReachable(() => register.register(policy, deps.now()), deps.waiting);
  if (registered.outcome === 'registered') return;
  throw new PolicyVersionInUse(programFile, policy.version, registered.firstUsedAt);
}

/** The message names the file and what to do, on one line. */
export class PolicyVersionInUse extends Error {
  override readonly name = 'PolicyVersionInUse';

  constructor(programFile: string, version: string, since: Instant) {
    super(
      `${programFile}: version ${JSON.stringify(version)} is in use since ${since} with another content; raise \`version\`.`,
    );
  }
}

/** SHA-256 of the content. Spaces and the order of settings make no difference. */
function contentHash(policy: ProgramPolicy): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(policy)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, sorted(child)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
