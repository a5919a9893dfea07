import { standWhileDying } from './support/suite';

standWhileDying(['temporal']);
