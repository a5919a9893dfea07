import { standWhileDying } from './support/suite';

standWhileDying(['api', 'worker']);
