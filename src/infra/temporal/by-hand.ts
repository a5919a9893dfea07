import type { TemporalConfig } from '../../config';
import type { SearchAttributes } from './search-attributes';

const TEMPORAL_CLOUD = /\.tmprl\.cloud(:\d+)?$|\.temporal\.io(:\d+)?$/;

export type NamespaceAddress = Pick<TemporalConfig, 'address' | 'namespace'>;

/** For a namespace's administrator: makes the namespace, or lets it keep closed workflows for this long. */
export function retentionByHand({ address, namespace }: NamespaceAddress, days: number): string {
  if (TEMPORAL_CLOUD.test(address)) {
    return `tcld namespace retention set --namespace ${namespace} --retention-days ${days}`;
  }
  const settings = `${at(address)}--namespace ${namespace} --retention ${days * 24}h`;
  return `(temporal operator namespace create ${settings} || temporal operator namespace update ${settings})`;
}

/** For a namespace's administrator: makes search attributes. */
export function attributesByHand({ address, namespace }: NamespaceAddress, made: SearchAttributes): string {
  const entries = Object.entries(made);
  if (TEMPORAL_CLOUD.test(address)) {
    const list = entries.map(([name, type]) => `--sa "${name}=${type}"`).join(' ');
    return `tcld namespace search-attributes add --namespace ${namespace} ${list}`;
  }
  const list = entries.map(([name, type]) => `--name ${name} --type ${type}`).join(' ');
  return `temporal operator search-attribute create ${at(address)}--namespace ${namespace} ${list}`;
}

/** Empty when no server was named. */
function at(address: string): string {
  return address === '' ? '' : `--address ${address} `;
}
