/** The path of LibreOffice: SOFFICE, or the first on PATH. */
export function findLibreOffice(): string | undefined;
/** Finds it, or installs Debian's package. */
export function bringLibreOffice(): Promise<string>;
