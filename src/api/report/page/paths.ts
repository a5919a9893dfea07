/** Addresses of a report's pages. Nothing in them tells who a consumer is. */
export function reportPath(reportId: string): string {
  return `/reports/${reportId}`;
}

export function workbookPath(reportId: string): string {
  return `${reportPath(reportId)}/workbook`;
}

export function rowPath(reportId: string, rowId: string): string {
  return `${reportPath(reportId)}/rows/${rowId}`;
}

export function returnedPath(reportId: string, returnId: string): string {
  return `${reportPath(reportId)}?returned=${returnId}`;
}

export function correctionsPath(reportId: string, returnId: string): string {
  return `${reportPath(reportId)}/returns/${returnId}/corrections`;
}

export function listPath(reportId: string, page: number): string {
  return `${reportPath(reportId)}?page=${page}#consumers`;
}
