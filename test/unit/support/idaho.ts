import { loadAreasOf, loadProgram } from '../../../src/infra/program-file';

/** The other exchange that comes with the service. */
const file = 'config/idaho-sample.json';
export const idaho = loadProgram(file);
export const idahoAreas = loadAreasOf(file, idaho);
