import { z } from 'zod';
import { json } from '../http/answer';
import { defineRoute, type Route } from '../http/route';
import type { PolicyVersions } from './policy-ports';
import { instantOut } from '../http/outputs';
import { answers } from '../http/answers';
import { POLICIES } from '../http/paths';

const policyVersionList = z
  .object({
    items: z.array(
      z.object({
        version: z.string().meta({ description: 'As decisions and deadline proofs name it' }),
        sha256: z.string().meta({ description: 'Of its content; a version names one content for ever' }),
        firstUsedAt: instantOut,
        current: z.boolean().meta({ description: 'This is what the API works by now' }),
      }),
    ),
    nextCursor: z.null(),
  })
  .meta({ id: 'PolicyVersionList' });

export function policyRoute(deps: {
  readonly policies: PolicyVersions;
  readonly policy: { readonly version: string };
}): Route {
  return defineRoute({
    method: 'get',
    path: POLICIES,
    operationId: 'listPolicies',
    tag: 'Routing',
    summary: 'Every version of the policy that was ever in use, the latest first',
    description: 'Decisions and deadlines name the version that they were made by.',
    scope: 'routing:read',
    answers: answers(200, 'The versions', policyVersionList),
    async handle() {
      const versions = await deps.policies.list();
      const items = versions.map((version) => ({
        ...version,
        current: version.version === deps.policy.version,
      }));
      return json(200, { items, nextCursor: null } satisfies z.infer<typeof policyVersionList>);
    },
  });
}
