/**
 * What one exchange calls things: its programs, how referrals end with it, and which kinds of help it gives. Part of
 * its policy, so that another exchange brings its own. The codes are those of the HTTP API, and they are what the
 * database keeps; people see the words. The order is the order of every list.
 */
export interface ProgramTerms {
  /** The word for the areas that organizations serve, after a name and alone: a county, a parish, a borough. */
  readonly county: CountyTerm;
  /** What the household was found eligible for. */
  readonly determinations: readonly DeterminationTerm[];
  /** How referrals end ("Reporting", Resolution: drop down). */
  readonly resolutions: readonly ResolutionTerm[];
  /** The kinds of help that a lead can ask for. */
  readonly assistance: readonly Term[];
}

export interface Term {
  /** Lower case with hyphens. */
  readonly code: string;
  readonly words: string;
}

/** In lower case. */
export interface CountyTerm {
  readonly one: string;
  readonly many: string;
}

export interface DeterminationTerm extends Term {
  /** Which kind of program it is for. Null: no decision, or none that says who can help. */
  readonly program: 'public' | 'qhp' | null;
}

export interface ResolutionTerm extends Term {
  /**
   * `required`: only possible once the consumer was reached. `excluded`: only when they never were, after attempts on
   * as many days as the policy says. `optional`: possible either way.
   */
  readonly contact: ContactNeed;
  /** Completes a report's row but leaves the referral open. It needs an appointment, and a final one is to come. */
  readonly interim: boolean;
  /** Scorecards count it as coverage: the consumer has it, or can have it. */
  readonly covered: boolean;
}

export const CONTACT_NEEDS = ['required', 'optional', 'excluded'] as const;
export type ContactNeed = (typeof CONTACT_NEEDS)[number];

/** A code of ProgramTerms.determinations. */
export type Determination = string;
/** A code of ProgramTerms.resolutions. */
export type Resolution = string;
/** A code of ProgramTerms.assistance. */
export type AssistanceKind = string;

/** The codes in their order, at least one. */
export function codesOf(terms: readonly Term[]): [string, ...string[]] {
  const [first, ...others] = terms.map(({ code }) => code);
  if (first === undefined) throw new RangeError('a list of terms is empty');
  return [first, ...others];
}

/** The words of a code. A code that an earlier policy had, and this one has no more, stands for itself. */
export function termWords(terms: readonly Term[], code: string): string {
  return terms.find((term) => term.code === code)?.words ?? code.replaceAll('-', ' ');
}

/** The words of several codes in one line. */
export function listedWords(terms: readonly Term[], codes: readonly string[]): string {
  return codes.map((code) => termWords(terms, code)).join('; ');
}

/** The terms of this policy, and after them those that only an earlier one had, as far as they are among `codes`. */
export function withEarlier(terms: readonly Term[], codes: readonly string[]): readonly Term[] {
  const earlier = codes.filter((code) => terms.every((term) => term.code !== code)).sort();
  return [...terms, ...earlier.map((code) => ({ code, words: termWords(terms, code) }))];
}

/** `St. Louis County` for `St. Louis`. A name that ends with the word stays as it is. */
export function countyName(county: string, { one }: CountyTerm): string {
  return county.toLowerCase().endsWith(` ${one}`) ? county : `${county} ${capitalized(one)}`;
}

/** `County`, for a label or the beginning of a sentence. */
export function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/**
 * The rules about resolutions, as a referral keeps them from when it was received. A resolution that is in none of the
 * lists is final, and it needs a contact.
 */
export interface ResolutionRules {
  readonly interim: readonly Resolution[];
  readonly withoutContact: readonly Resolution[];
  readonly neverReached: readonly Resolution[];
}

export function resolutionRules({ resolutions }: Pick<ProgramTerms, 'resolutions'>): ResolutionRules {
  const codes = (terms: readonly Term[]) => terms.map(({ code }) => code);
  return {
    interim: codes(resolutions.filter(({ interim }) => interim)),
    withoutContact: codes(withoutContact(resolutions)),
    neverReached: codes(neverReached(resolutions)),
  };
}

/** The resolutions that are possible when nobody was reached. */
export function withoutContact(resolutions: readonly ResolutionTerm[]): readonly ResolutionTerm[] {
  return resolutions.filter(({ contact }) => contact !== 'required');
}

/** The resolutions that say that nobody was reached. */
export function neverReached(resolutions: readonly ResolutionTerm[]): readonly ResolutionTerm[] {
  return resolutions.filter(({ contact }) => contact === 'excluded');
}

export function isInterim(resolution: Resolution, { interim }: ResolutionRules): boolean {
  return interim.includes(resolution);
}

export function isNeverReached(resolution: Resolution, { neverReached }: ResolutionRules): boolean {
  return neverReached.includes(resolution);
}

/** Why a resolution cannot be true together with whether the consumer was reached. */
export type ContactConflict = 'needs-contact' | 'excludes-contact';

/** The one rule about contact and resolution, for acts, reports and their rows. Null: both can be true. */
export function contactConflict(
  contactMade: boolean,
  resolution: Resolution,
  rules: ResolutionRules,
): ContactConflict | null {
  if (contactMade) return isNeverReached(resolution, rules) ? 'excludes-contact' : null;
  return rules.withoutContact.includes(resolution) ? null : 'needs-contact';
}
