import { standWhileDying } from './support/suite';

standWhileDying(['api']);
