import type { TemporalConfig } from '../../config';
import type { SearchAttributes } from './search-attributes';

const TEMPORAL_CLOUD = /\.tmprl\.cloud(:\d+)?$|\.temporal\.io(:\d+)?$/;

export type NamespaceAddress = Pick<TemporalConfig, 'address' | 'namespace'>;

/** The command that makes a namespace, or lets one keep closed workflows so long, for its administrator. */
export function retentionByHand({ address, namespace }: NamespaceAddress, days: number): string {
  if (TEMPORAL_CLOUD.test(address)) {
    return `tcld namespace retention set --namespace ${namespace} --retention-days ${days}`;
  }
  const settings = `${at(address)}--namespace ${namespace} --retention ${days * 24}h`;
  return `(temporal operator namespace create ${settings} || temporal operator namespace update ${settings})`;
}

/** The command that makes search attributes, for the namespace's administrator. */
export function attributesByHand({ address, namespace }: NamespaceAddress, made: SearchAttributes): string {
  const entries = Object.entries(made);
  if (TEMPORAL_CLOUD.test(address)) {
    const list = entries.map(([name, type]) => `--sa "${name}=${type}"`).join(' ');
    return `tcld namespace search-attributes add --namespace ${namespace} ${list}`;
  }
  const list = entries.map(([name, type]) => `--name ${name} --type ${type}`).join(' ');
  return `temporal operator search-attribute create ${at(address)}--namespace ${namespace} ${list}`;
}

/** Left out while nobody has said which server. */
function at(address: string): string {
  return address === '' ? '' : `--address ${address} `;
}
