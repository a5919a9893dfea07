import type { ProgramPolicy } from '../policy';
import type { AssisterType, Determination } from '../vocabulary';

/** Stable codes, because the decision record says which rule chose the type. */
export const ASSISTER_TYPE_RULES = [
  'no-application',
  'no-determination',
  'public-program',
  'qhp',
  'both-programs',
] as const;
export type AssisterTypeRule = (typeof ASSISTER_TYPE_RULES)[number];

/**
 * Which type of assister a lead goes to (docs/program.md, "Assister type"). Determinations are those of the whole
 * household. They count even without an active application. `pending` and `none` are no determination. For both
 * programs together, the policy chooses.
 */
export function assisterType(
  lead: {
    readonly application: { readonly active: boolean };
    readonly determinations: readonly Determination[];
  },
  policy: { readonly routing: Pick<ProgramPolicy['routing'], 'bothProgramsAssisterType'> },
): { readonly type: AssisterType; readonly rule: AssisterTypeRule } {
  const programs = new Set(lead.determinations.map(programOf));
  const isPublic = programs.has('public');
  if (isPublic && programs.has('qhp')) {
    return { type: policy.routing.bothProgramsAssisterType, rule: 'both-programs' };
  }
  if (isPublic) return { type: 'navigator', rule: 'public-program' };
  if (programs.has('qhp')) return { type: 'broker', rule: 'qhp' };
  return { type: 'navigator', rule: lead.application.active ? 'no-determination' : 'no-application' };
}

function programOf(determination: Determination): 'public' | 'qhp' | null {
  switch (determination) {
    case 'medical-assistance':
    case 'minnesotacare':
      return 'public';
    case 'qhp':
    case 'qhp-aptc':
      return 'qhp';
    case 'pending':
    case 'none':
      return null;
    default:
      return determination satisfies never;
  }
}
