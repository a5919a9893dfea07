import { sampleOrganizations } from '../../../src/demo/organizations';
import { loadSampleOf } from '../../../src/demo/sample-file';
import { loadAreasOf, loadProgram } from '../../../src/infra/program-file';

/** One exchange of config, as its demonstration has it. */
export type Exchange = ReturnType<typeof exchange>;

function exchange(name: string, programFile: string, brokerGap: readonly string[]) {
  const policy = loadProgram(programFile);
  const areas = loadAreasOf(programFile, policy);
  const sample = loadSampleOf(programFile, policy);
  return {
    name,
    policy,
    areas,
    sample,
    organizations: sampleOrganizations(sample),
    allCounties: areas.counties.map(({ fips }) => fips),
    /** Counties that no broker serves: deliberately, so that a lead without an organization can be seen. */
    brokerGap,
  };
}

/** Cook, Lake and Lake of the Woods. */
export const minnesotaExchange = exchange('Minnesota', 'config/mnsure.json', ['27031', '27075', '27077']);
/** Custer and Lemhi. */
export const idahoExchange = exchange('Idaho', 'config/idaho-sample.json', ['16037', '16059']);

export const EXCHANGES: readonly Exchange[] = [minnesotaExchange, idahoExchange];

/** The counties that some organization of the type serves. */
export function countiesServed({ organizations }: Exchange, type: 'navigator' | 'broker'): string[] {
  const served = organizations.filter((one) => one.type === type).flatMap((one) => one.counties);
  return [...new Set(served)].sort();
}
