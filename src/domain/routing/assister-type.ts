import type { ProgramPolicy } from '../policy';
import type { Determination, DeterminationTerm, ProgramTerms } from '../terms';
import type { AssisterType } from '../vocabulary';

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
 * household. They count even without an active application. The policy says which kind of program each is for; one that
 * is for none counts for nothing. For both kinds together, the policy chooses.
 */
export function assisterType(
  lead: {
    readonly application: { readonly active: boolean };
    readonly determinations: readonly Determination[];
  },
  policy: {
    readonly routing: Pick<ProgramPolicy['routing'], 'bothProgramsAssisterType'>;
    readonly terms: Pick<ProgramTerms, 'determinations'>;
  },
): { readonly type: AssisterType; readonly rule: AssisterTypeRule } {
  const programs = new Set(
    lead.determinations.map((determination) => kindOfProgram(determination, policy.terms)),
  );
  const isPublic = programs.has('public');
  if (isPublic && programs.has('qhp')) {
    return { type: policy.routing.bothProgramsAssisterType, rule: 'both-programs' };
  }
  if (isPublic) return { type: 'navigator', rule: 'public-program' };
  if (programs.has('qhp')) return { type: 'broker', rule: 'qhp' };
  return { type: 'navigator', rule: lead.application.active ? 'no-determination' : 'no-application' };
}

/** A determination that an earlier policy had, and this one has no more, is for no program. */
function kindOfProgram(
  determination: Determination,
  { determinations }: Pick<ProgramTerms, 'determinations'>,
): DeterminationTerm['program'] {
  return determinations.find(({ code }) => code === determination)?.program ?? null;
}
