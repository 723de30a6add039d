import { posix } from 'node:path'
import { mayImport, middleRooms, nodeModules, packageRooms } from './rooms.ts'
import { type Finding, isTest, lineAt, roomOf, type Source } from './source.ts'

/** Rules about who imports whom. Tests may join rooms, but only through doors, like everyone. */
export function importFindings(sources: readonly Source[]): Finding[] {
  const out: Finding[] = []
  for (const source of sources) {
    const room = roomOf(source.path)
    if (room === null) continue
    if (mayImport[room] === undefined) {
      out.push({
        rule: 'room',
        path: source.path,
        line: 1,
        message: `The room ${room} is in no table: add it to test/tidy/rooms.ts and docs/architecture.md, or put the file into a room that exists.`,
      })
      continue
    }
    for (const one of source.imports) {
      const finding = one.specifier.startsWith('.')
        ? relativeFinding(source, room, one.specifier)
        : packageFinding(source, room, one.specifier)
      if (finding !== null) {
        out.push({ ...finding, path: source.path, line: lineAt(source.text, one.start) })
      }
      if (one.names.includes('openSealed') && !mayOpen(source.path)) {
        out.push({
          rule: 'sealed',
          path: source.path,
          line: lineAt(source.text, one.start),
          message:
            'Only src/policy/gate.ts may import openSealed: hand the sealed cell on and ask the gate for its verdict.',
        })
      }
    }
  }
  return out
}

/** model defines it and its door hands it on; the gate uses it; tests of the gate and of cells may look inside. */
export function mayOpen(path: string): boolean {
  return (
    ['src/policy/gate.ts', 'src/model/index.ts', 'src/model/cells.ts'].includes(path) ||
    /^src\/(policy|model)\/.*\.test\.ts$/.test(path)
  )
}

function relativeFinding(source: Source, room: string, specifier: string): Omit<Finding, 'path' | 'line'> | null {
  const target = posix.join(posix.dirname(source.path), specifier)
  const targetRoom = roomOf(target)
  const door = targetRoom === 'console' ? 'console/index.ts' : `src/${targetRoom}/index.ts`
  if (targetRoom === room) {
    if (target !== door || room === 'console' || isTest(source.path)) return null
    return {
      rule: 'own door',
      message: `A file inside ${room} imports through its own door, which is how cycles begin: import the file that holds the name instead of index.ts.`,
    }
  }
  if (targetRoom === null) {
    // Data of the package (package.json) and the harnesses that tests share belong to no room.
    if (isTest(source.path) || target.endsWith('.json')) return null
    return {
      rule: 'room',
      message: `${specifier} leaves the rooms: move what is shared into a room that ${room} may import (${list(mayImport[room])}).`,
    }
  }
  if (target !== door) {
    return {
      rule: 'door',
      message: `${specifier} goes past the door of ${targetRoom}: export the name from ${door} and import it from there.`,
    }
  }
  if (isTest(source.path) || mayImport[room]?.includes(targetRoom) === true) return null
  return {
    rule: 'room',
    message: `${room} may not import ${targetRoom} (it may: ${list(mayImport[room])}). Declare a port in ${room} and let server fill it, or move the shared words to model.`,
  }
}

function packageFinding(source: Source, room: string, specifier: string): Omit<Finding, 'path' | 'line'> | null {
  if (isTest(source.path)) return null
  if (specifier.startsWith('node:')) {
    const middle = middleRooms.includes(room) || room === 'console'
    if (!middle || nodeModules[room]?.includes(specifier) === true) return null
    return {
      rule: 'node',
      message: `${specifier} is out of reach in ${room}: declare a port there and let server hand the real thing in.`,
    }
  }
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
  if (packageRooms[name]?.includes(room) === true) return null
  return {
    rule: 'package',
    message:
      packageRooms[name] === undefined
        ? `The package ${name} is not in test/tidy/rooms.ts: write it yourself, or add it there and to docs/dependencies.md with its reason.`
        : `The package ${name} is wrapped by ${list(packageRooms[name])}: use what that room exports instead.`,
  }
}

/** Cycles between files, each once, named by its smallest path. Type imports count: they tie ideas together too. */
export function cycleFindings(sources: readonly Source[]): Finding[] {
  const graph = new Map<string, string[]>()
  for (const source of sources) {
    const targets = source.imports
      .filter((one) => one.specifier.startsWith('.'))
      .map((one) => posix.join(posix.dirname(source.path), one.specifier))
    graph.set(source.path, targets)
  }
  const done = new Set<string>()
  const out: Finding[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path)
    if (at !== -1) {
      const ring = [...trail.slice(at), path]
      out.push({
        rule: 'cycle',
        path,
        line: 1,
        message: `${ring.join(' → ')}: move what both need into a third file below them.`,
      })
      return
    }
    if (done.has(path)) return
    for (const target of graph.get(path) ?? []) visit(target, [...trail, path])
    done.add(path)
  }
  for (const path of [...graph.keys()].sort()) visit(path, [])
  return out
}

function list(words: readonly string[] | undefined): string {
  return words === undefined || words.length === 0 ? 'nothing' : words.join(', ')
}
