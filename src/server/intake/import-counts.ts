/** What became of the rows of an import; their sum is the rows read. */
export interface ImportCounts {
  accepted: number
  duplicate: number
  conflict: number
  rejected: number
}

export function addCounts(out: ImportCounts, more: Readonly<ImportCounts>): void {
  out.accepted += more.accepted
  out.duplicate += more.duplicate
  out.conflict += more.conflict
  out.rejected += more.rejected
}
