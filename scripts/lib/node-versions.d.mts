/** The newest release with long-term support: the README recommends it, and the build tests on it too. */
export const RECOMMENDED_NODE: number;
/** Whether everything here runs on it; versions are like `24.1.0`. */
export function supportsNode(version: string): boolean;
export function majorOf(version: string): number;
/** The package of npm's registry that holds Node's executable for a platform. */
export function nodePackage(platform: NodeJS.Platform, arch: string): string;
