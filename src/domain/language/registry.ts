import records from 'language-subtag-registry/data/json/registry.json';

/** IANA's registry of language subtags (BCP 47), with what is looked up in it. */

type RegistryRecord = (typeof records)[number];

/** A language that somebody can speak, or a family of which the members are known. */
export interface RegisteredLanguage {
  /** Lower case, two or three letters: the shortest code that there is. */
  readonly subtag: string;
  /** In English; at least one. */
  readonly names: readonly string[];
  /** The macrolanguage that this one is a member of: `zh` of `yue`. */
  readonly macrolanguage: string | null;
  readonly isMacrolanguage: boolean;
}

/**
 * Members of families that people ask for as if they were one language. The registry says of sign languages which they
 * are, and of no other family.
 */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  kar: 'blk bwe eky jkm jkp kjp ksw kvl kvq kvt kvy kxf kxk kyu pdu pwo pww wea'.split(' '),
  myn: 'acr agu cac caa cak chf ctu itz ixl jac kek kjb knj lac mam mop poc poh quc quv toj ttc tzh tzj tzo usp yua'.split(
    ' ',
  ),
  nah: 'azz nch ncj ncl ncx ngu nhe nhg nhi nhk nhm nhn nhp nhq nht nhv nhw nhx nhy nhz nlv nsu ppl'.split(
    ' ',
  ),
  sgn: of('extlang').flatMap(({ Prefix, Subtag, Deprecated }) =>
    Subtag !== undefined && Deprecated === undefined && Prefix?.includes('sgn') === true ? [Subtag] : [],
  ),
};

const languages = new Map<string, RegisteredLanguage>();
const members = new Map<string, string[]>();
/** Of languages, scripts and regions that have a new code. */
const preferred = new Map<string, string>();
const scripts = new Set<string>();
const regions = new Set<string>();
const variants = new Set<string>();
const extlangs = new Map<string, { readonly prefixes: readonly string[]; readonly language: string }>();
const wholeTags = new Map<string, string | null>();

for (const record of records) register(record);

/** The language of a subtag in lower case. Undefined: no language, one without a code of its own, or not in use. */
export function registeredLanguage(subtag: string): RegisteredLanguage | undefined {
  return languages.get(subtag);
}

export function allLanguages(): Iterable<RegisteredLanguage> {
  return languages.values();
}

/** The code that replaced this one; otherwise the same. Both in lower case. */
export function preferredSubtag(type: 'language' | 'region', subtag: string): string {
  return preferred.get(`${type} ${subtag}`) ?? subtag;
}

export function isScript(subtag: string): boolean {
  return scripts.has(subtag);
}

export function isRegion(subtag: string): boolean {
  return regions.has(subtag);
}

export function isVariant(subtag: string): boolean {
  return variants.has(subtag);
}

/** `yue` for `yue` after `zh`, as in the old way to write it: `zh-yue`. */
export function extendedLanguage(prefix: string, subtag: string): string | undefined {
  const extlang = extlangs.get(subtag);
  return extlang?.prefixes.includes(prefix) === true ? extlang.language : undefined;
}

/** For a whole tag from before there were subtags: what to write today, null for nothing. Undefined: it is none. */
export function wholeTag(tag: string): string | null | undefined {
  return wholeTags.get(tag);
}

/** The macrolanguage's members; of a language that is none, none. */
export function membersOfMacrolanguage(subtag: string): readonly string[] {
  return members.get(subtag) ?? [];
}

/** The family's members; of a language that is no family none. */
export function membersOfFamily(subtag: string): readonly string[] {
  return FAMILIES[subtag] ?? [];
}

/** The families that this language belongs to. */
export function familiesOf(subtag: string): readonly string[] {
  return Object.keys(FAMILIES).filter((family) => membersOfFamily(family).includes(subtag));
}

function of(type: RegistryRecord['Type']): readonly RegistryRecord[] {
  return records.filter(({ Type }) => Type === type);
}

function register(record: RegistryRecord): void {
  const { Type, Deprecated, Scope } = record;
  const subtag = (record.Subtag ?? record.Tag ?? '').toLowerCase();
  const replacement = record['Preferred-Value'];
  switch (Type) {
    case 'language':
      if (replacement !== undefined) preferred.set(`language ${subtag}`, replacement.toLowerCase());
      else if (Deprecated === undefined && isSpoken(subtag, Scope)) addLanguage(record, subtag);
      return;
    case 'extlang':
      extlangs.set(subtag, {
        prefixes: record.Prefix ?? [],
        language: (replacement ?? subtag).toLowerCase(),
      });
      return;
    case 'region':
      if (record.Description.includes('Private use')) return;
      regions.add(subtag);
      if (replacement !== undefined) preferred.set(`region ${subtag}`, replacement.toLowerCase());
      return;
    case 'script':
      if (!record.Description.includes('Private use')) scripts.add(subtag);
      return;
    case 'variant':
      variants.add(subtag);
      return;
    case 'grandfathered':
      wholeTags.set(subtag, replacement ?? null);
      return;
    case 'redundant':
      if (replacement !== undefined) wholeTags.set(subtag, replacement);
      return;
    default:
      Type satisfies never;
  }
}

/** Not: "no language", "several", "not known"; codes for private use; families of which nobody can say who is in it. */
function isSpoken(subtag: string, scope: RegistryRecord['Scope']): boolean {
  if (scope === 'special' || scope === 'private-use') return false;
  return scope !== 'collection' || membersOfFamily(subtag).length > 0;
}

function addLanguage(record: RegistryRecord, subtag: string): void {
  const { Description: names, Macrolanguage: macrolanguage = null } = record;
  languages.set(subtag, { subtag, names, macrolanguage, isMacrolanguage: record.Scope === 'macrolanguage' });
  if (macrolanguage !== null) members.set(macrolanguage, [...(members.get(macrolanguage) ?? []), subtag]);
}
