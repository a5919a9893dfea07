import { loadAreas, loadProgram } from '../../../src/infra/program-file';

/** The files that the service itself runs on. */
export const minnesota = loadProgram('config/mnsure.json');
export const minnesotaAreas = loadAreas('config/areas/mn.json', minnesota.terms.county);
