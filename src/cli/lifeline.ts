import { fstatSync } from 'node:fs'
import { Socket } from 'node:net'

/**
 * Takes hold of the pipe that the launcher left (bin/node26.js) and calls `onEnd` when the launcher is gone, also by
 * kill -9. Does nothing where no launcher started this process. The words in the environment are taken away, so that
 * a child of this process never mistakes one of its own descriptors for the pipe.
 */
function holdLifeline(onEnd: () => void): void {
  const fd = Number(process.env['FAIRFLOOR_LIFELINE_FD'])
  const parent = Number(process.env['FAIRFLOOR_LIFELINE_PARENT'])
  delete process.env['FAIRFLOOR_LIFELINE_FD']
  delete process.env['FAIRFLOOR_LIFELINE_PARENT']
  if (!Number.isInteger(fd) || parent !== process.ppid) return
  try {
    const kind = fstatSync(fd)
    if (!kind.isSocket() && !kind.isFIFO()) return
  } catch {
    // Closed already: the launcher died between starting this process and here.
    onEnd()
    return
  }
  const pipe = new Socket({ fd, readable: true, writable: false })
  pipe.on('error', () => {})
  pipe.on('close', onEnd)
  pipe.resume()
  // Waiting for the end must not keep a finished command alive.
  pipe.unref()
}

/** How long a graceful stop may take once the launcher is gone. */
const orphanGraceMs = 10_000

/**
 * Ends this process when its launcher is gone: first by the signal that a graceful stop listens to, and where that
 * takes longer than `orphanGraceMs`, at once. Acknowledged data is safe either way.
 */
export function endWithLauncher(): void {
  holdLifeline(() => {
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.exit(1), orphanGraceMs).unref()
  })
}
