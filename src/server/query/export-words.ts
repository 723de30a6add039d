import { join } from 'node:path'

export const exportFormats = ['parquet', 'ndjson'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** Where every export of a folder stands, a line each time one begins or ends. */
export function exportLogPath(dataFolder: string): string {
  return join(dataFolder, 'exports.ndjson')
}
