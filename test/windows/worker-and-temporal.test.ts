import { standWhileDying } from './support/suite';

standWhileDying(['worker', 'temporal']);
