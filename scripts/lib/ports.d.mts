/** A port that was free a moment ago and that no outgoing connection can take. */
export function freePort(): Promise<number>;
/** Whether nobody listens on it, on any interface of either address family. */
export function isFree(port: number): Promise<boolean>;
