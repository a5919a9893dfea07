/** The package's own records, in its own words. Without this the compiler would infer the type of 9,000 of them. */
declare module 'language-subtag-registry/data/json/registry.json' {
  const records: readonly {
    readonly Type: 'language' | 'extlang' | 'script' | 'region' | 'variant' | 'grandfathered' | 'redundant';
    readonly Subtag?: string;
    /** Instead of `Subtag`, for whole tags. */
    readonly Tag?: string;
    readonly Description: readonly string[];
    readonly Deprecated?: string;
    readonly 'Preferred-Value'?: string;
    readonly Prefix?: readonly string[];
    readonly Macrolanguage?: string;
    readonly Scope?: 'macrolanguage' | 'collection' | 'special' | 'private-use';
  }[];
  export default records;
}
