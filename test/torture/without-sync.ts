// A mutation: loaded before the server (`node --import`), it makes every sync a promise that nobody keeps.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

type Done = (error: Error | null) => void
const pretend = (_: number, done: Done): void => void setImmediate(() => done(null))
Object.assign(fs, { fdatasync: pretend, fsync: pretend, fdatasyncSync: () => {}, fsyncSync: () => {} })
syncBuiltinESMExports()
