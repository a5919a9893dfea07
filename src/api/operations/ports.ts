/** One probe for each dependency: it throws when the dependency is not there. */
export type HealthProbes = Readonly<Record<'postgres' | 'temporal', () => Promise<void>>>;
