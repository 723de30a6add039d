import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { FaultError } from '../../base/index.ts'
import { frameVersion } from '../../ledger/index.ts'

const magic = 'FFL'

/**
 * Throws FaultError FOLDER_NEWER where a later version of Fairfloor wrote the folder. Every file of the ledger begins with its
 * letters and version; these two are written anew at each start.
 */
export function checkFolderFormat(dataFolder: string): void {
  for (const name of ['ledger', 'catalog']) {
    const path = join(dataFolder, name)
    if (!existsSync(path)) continue
    const head = Buffer.alloc(magic.length + 1)
    const fd = openSync(path, 'r')
    try {
      readSync(fd, head, 0, head.length, 0)
    } finally {
      closeSync(fd)
    }
    const version = head.readUInt8(magic.length)
    if (head.toString('latin1', 0, magic.length) === magic && version > frameVersion) {
      throw new FaultError({
        code: 'FOLDER_NEWER',
        got: `version ${version}`,
        allowed: `version ${frameVersion} at most`,
      })
    }
  }
}
